"""Writing something new, of any kind."""

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lorehouse.groups.models import Audience, Group
from lorehouse.items import actions as items
from lorehouse.items.models import Draft, Item
from lorehouse.lib.errors import Refused
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream import actions
from lorehouse.stream.feed import address
from lorehouse.stream.forms import FORMS, PostForm
from lorehouse.stream.policy import ROOT_KINDS
from lorehouse.stream.speaking import as_author
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """GET shows the form, with the draft kept earlier; POST publishes."""
    if kind not in ROOT_KINDS:
        raise Http404
    writer, key = request.person, f"stream/new/{kind}"
    if request.method != "POST":
        form = form_of(kind)(initial=beginning(request, key), writer=writer, kind=kind)
        return _page(request, form, key)
    form = form_of(kind)(request.POST, writer=writer, kind=kind)
    if form.is_valid():
        try:
            item = publish(form, writer, kind)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            items.drop_draft(writer=writer, key=key, now=timezone.now())
            return HttpResponseRedirect(address(item.pk, item.title))
    return _page(request, form, key)


def form_of(kind: str) -> type[PostForm]:
    """The form of a kind."""
    return FORMS.get(kind, PostForm)


@transaction.atomic
def publish(form: PostForm, writer: Person, kind: str) -> Item:
    """Post what the form holds, under the name it says. Raises Refused."""
    now, given = timezone.now(), form.given
    voice = form.cleaned_data["voice"]
    author, body = as_author(writer=writer, voice=voice, body=given.pop("body"), now=now)
    if kind == Item.Kind.QUESTION:
        return actions.ask(asker=author, body=body, now=now, **given)
    return WRITING[kind](author=author, body=body, now=now, **given)


WRITING: dict[str, Callable[..., Item]] = {
    Item.Kind.NOTE: actions.write_note,
    Item.Kind.BLOG: actions.publish_blog,
    Item.Kind.LINK: actions.share,
    Item.Kind.IDEA: actions.propose,
    Item.Kind.POLL: actions.open_poll,
}


def beginning(request: SignedInRequest, key: str) -> dict[str, object]:
    """What the form starts with: the address's wishes, what was kept, all members."""
    draft = Draft.objects.filter(writer=request.person, key=key).first()
    kept = draft.fields if draft else {}
    group = Group.objects.of(request.person).filter(slug=request.GET.get("group", "")).first()
    members = Audience.objects.visible_to(request.person).filter(kind="members").first()
    usual = group.audience_id if group else members.pk if members else None
    wishes = ("title", "tags", "body", "address")
    asked = {name: request.GET[name] for name in wishes if name in request.GET}
    return {"audience": usual} | {name: value for name, value in kept.items() if value} | asked


def _page(request: SignedInRequest, form: PostForm, key: str) -> HttpResponse:
    group = request.GET.get("group", "")
    context = {
        "form": form,
        "kind": form.kind,
        "draft_key": key,
        "kinds": ROOT_KINDS,
        "group": group,
    }
    return render(request, "stream/new.html", context, status=422 if form.errors else 200)
