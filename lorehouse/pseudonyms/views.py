"""One's own pseudonyms; the group's switch; what administrators ask and consent to."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.groups.models import Group
from lorehouse.lib.errors import NotAllowed, Refused, Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.pseudonyms import actions, opened, policy
from lorehouse.pseudonyms.forms import AskingForm
from lorehouse.pseudonyms.models import Pseudonym, Unsealing
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.ui.asked import fields
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill


@require_safe
@signed_in
def own(request: SignedInRequest) -> HttpResponse:
    """One's pseudonyms, what one wrote under them, and whether one was opened."""
    found = Pseudonym.objects.filter(pk__in=own_ids(request.person))
    written = fill("pseudonym.written", request.person)
    context = {
        "pseudonyms": found.select_related("person", "group").order_by("-at"),
        "written": {pk: posts for given in written for pk, posts in given.items()},
        "opened": opened.told_to(request.person),
    }
    return render(request, "pseudonyms/own.html", context)


@require_POST
@signed_in
def allowance(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST allows pseudonyms in a group; with `value=0` no longer."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    is_on = fields(request).get("value", "1") != "0"
    actions.allow(steward=request.person, group=group, on=is_on, now=timezone.now())
    messages.success(request, _("Saved. The group's page says so."))
    return HttpResponseRedirect(f"/groups/{group.slug}/settings/")


@signed_in
def unsealings(request: SignedInRequest) -> HttpResponse:
    """What administrators asked and decided; POST asks. Nobody else knows that there is a page."""
    if not policy.may_ask(request.person):
        raise Http404
    form = AskingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _ask(request, form)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Another administrator has to consent."))
            return HttpResponseRedirect("/settings/house/pseudonyms/")
    rows = Unsealing.objects.visible_to(request.person)
    rows = rows.select_related("pseudonym__person", "asked_by", "decided_by").order_by("-asked_at")
    context = {
        "form": form,
        "unsealings": [
            (one, policy.may_decide(request.person, one), opened.behind(one, request.person))
            for one in rows[:100]
        ],
    }
    return render(
        request, "pseudonyms/unsealings.html", context, status=422 if form.errors else 200
    )


def _ask(request: SignedInRequest, form: AskingForm) -> None:
    """Ask about a pseudonym of whose posts this administrator can read one."""
    name = form.cleaned_data["handle"].strip()
    read = frozenset().union(*fill("pseudonym.read", request.person, name))
    pseudonym = Pseudonym.objects.filter(pk__in=read).first()
    if pseudonym is None:
        raise Unfit(_("You have read nothing by a pseudonym of this name."))
    reason = form.cleaned_data["reason"]
    actions.ask_to_unseal(
        admin=request.person, pseudonym=pseudonym, reason=reason, now=timezone.now()
    )


@require_POST
@signed_in
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST decides about a request: `value` 1 consents, 0 declines."""
    unsealing = get_object_or_404(Unsealing.objects.visible_to(request.person), pk=pk)
    if request.POST.get("value") not in {"0", "1"}:
        raise NotAllowed(_("Consent or decline."))
    consents = request.POST["value"] == "1"
    actions.decide(admin=request.person, unsealing=unsealing, consents=consents, now=timezone.now())
    return HttpResponseRedirect("/settings/house/pseudonyms/")
