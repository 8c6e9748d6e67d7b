"""Writing something new: a note, a blog post, a question."""

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
from lorehouse.stream.forms import PostForm
from lorehouse.stream.policy import ROOT_KINDS
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest, kind: str) -> HttpResponse:
    """GET shows the form, with the draft kept earlier; POST publishes."""
    if kind not in ROOT_KINDS:
        raise Http404
    writer, key = request.person, f"stream/new/{kind}"
    if request.method != "POST":
        form = PostForm(initial=beginning(request, key), writer=writer, kind=kind)
        return _page(request, form, key)
    form = PostForm(request.POST, writer=writer, kind=kind)
    if form.is_valid():
        try:
            item = publish(form, writer, kind)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            items.drop_draft(writer=writer, key=key, now=timezone.now())
            return HttpResponseRedirect(address(item.pk, item.title))
    return _page(request, form, key)


def publish(form: PostForm, writer: Person, kind: str) -> Item:
    """Post what the form holds. Raises Refused."""
    given = {name: form.cleaned_data[name] for name in ("audience", "title", "body", "tags")}
    now = timezone.now()
    if kind == Item.Kind.QUESTION:
        return actions.ask(asker=writer, now=now, **given)
    if kind == Item.Kind.BLOG:
        return actions.publish_blog(author=writer, now=now, **given)
    return actions.write_note(author=writer, now=now, **given)


def beginning(request: SignedInRequest, key: str) -> dict[str, object]:
    """What the form starts with: the address's wishes, what was kept, all members."""
    draft = Draft.objects.filter(writer=request.person, key=key).first()
    kept = draft.fields if draft else {}
    group = Group.objects.of(request.person).filter(slug=request.GET.get("group", "")).first()
    members = Audience.objects.visible_to(request.person).filter(kind="members").first()
    usual = group.audience_id if group else members.pk if members else None
    asked = {name: request.GET[name] for name in ("title", "tags", "body") if name in request.GET}
    return {"audience": usual} | {name: value for name, value in kept.items() if value} | asked


def _page(request: SignedInRequest, form: PostForm, key: str) -> HttpResponse:
    context = {"form": form, "kind": form.kind, "draft_key": key}
    return render(request, "stream/new.html", context, status=422 if form.errors else 200)
