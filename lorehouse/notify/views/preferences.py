"""All preferences on one page, unsubscribing from a mail, and a group's own small form."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lorehouse.groups.models import Group
from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions, reasons, tokens
from lorehouse.notify.delivery.keys import public_key
from lorehouse.notify.forms import PreferencesForm
from lorehouse.notify.models import Preferences, PushSubscription
from lorehouse.notify.participation import taking_part
from lorehouse.people import actions as people
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui import pages

MORE_FEEDS = ("tags/NAME.atom", "people/HANDLE.atom", "spaces/NAME.atom", "threads/NUMBER.atom")


@signed_in
def preferences(request: SignedInRequest) -> HttpResponse:
    """Every reason, channel, group and hour: GET shows them, POST keeps them."""
    person, now = request.person, timezone.now()
    current, groups = actions.preferences_of(person, now=now), taking_part(person)
    if request.method == "POST":
        form = PreferencesForm(request.POST, groups=groups)
        if form.is_valid():
            _keep(person, form)
            messages.success(request, _("Saved."))
            return HttpResponseRedirect("/settings/notifications/")
    else:
        form = PreferencesForm(initial=_initial(person, current), groups=groups)
    context = {
        "form": form,
        "sections": _sections(current),
        "groups": [(one.group, form[f"group-{one.group.pk}"]) for one in groups],
        "browsers": list(PushSubscription.objects.visible_to(person).order_by("-made_at")),
        "push_key": public_key(),
        "more_feeds": MORE_FEEDS,
        "feeds": f"/feeds/my/{tokens.feed_word(current)}/",
    }
    status = 422 if form.errors else 200
    return pages.render(request, "notify/preferences.html", context, status=status)


@transaction.atomic
def _keep(person: Person, form: PreferencesForm) -> None:
    now = timezone.now()
    if form.cleaned_data["timezone"] != person.timezone:
        people.move_clock(person=person, timezone=form.cleaned_data["timezone"], now=now)
    actions.prefer(person=person, channels=form.channels, now=now, **form.times)
    for pk, level in form.levels.items():
        group = Group.objects.of(person).get(pk=pk)
        actions.choose_participation(person=person, group=group, level=level, now=now)


def _initial(person: Person, current: Preferences) -> dict[str, object]:
    names = ("digest", "hour", "weekday", "quiet_from", "quiet_until")
    return {"timezone": person.timezone, **{name: getattr(current, name) for name in names}}


def _sections(current: Preferences) -> list[tuple[object, list[tuple[str, object, object]]]]:
    """The reasons by section, each with the channels it comes by."""
    return [
        (
            title,
            [
                (name, reason, current.channels(name))
                for name, reason in reasons.REASONS.items()
                if reason.section == section
            ],
        )
        for section, title in reasons.SECTIONS.items()
    ]


@require_POST
@signed_in
def participation(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST with `level` chooses how much of a group reaches the reader."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    level = request.POST.get("level", "")
    actions.choose_participation(
        person=request.person, group=group, level=level, now=timezone.now()
    )
    messages.success(request, _("Saved."))
    return HttpResponseRedirect(group.get_absolute_url(), status=303)


@require_POST
@signed_in
def feed_address(request: SignedInRequest) -> HttpResponse:
    """POST gives the reader other secret feed addresses."""
    actions.renew_feed_address(person=request.person, now=timezone.now())
    messages.success(request, _("Your feeds have new addresses. The old ones open nothing."))
    return HttpResponseRedirect("/settings/notifications/#feeds", status=303)


@csrf_exempt  # mail programs post here by themselves; the signed word says who may
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def unsubscribe(request: PersonRequest, word: str) -> HttpResponse:
    """From the foot of a mail: GET asks, POST does it at once (RFC 8058), signed in or not."""
    found = tokens.unsubscribing(word)
    if found is None:
        raise Http404
    person, topic = found
    with translation.override(person.language):
        done = request.method == "POST"
        if done:
            actions.unsubscribe(person=person, topic=topic, now=timezone.now())
        context = {"topic": _topic(topic), "done": done, "word": word}
        return pages.render(request, "notify/unsubscribe.html", context)


def _topic(topic: str) -> str:
    """What somebody no longer wants mail about, in words. It names no group: mail is forwarded."""
    if topic in reasons.REASONS:
        return str(reasons.REASONS[topic].label)
    if topic.startswith("group:"):
        return _("Every post of a group")
    if topic == "digest":
        return _("Digests")
    raise Unfit(_("There is nothing of this name to unsubscribe from."))
