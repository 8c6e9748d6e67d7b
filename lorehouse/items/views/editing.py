"""Changing what one wrote."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.items import actions, policy
from lorehouse.items.forms import EditForm
from lorehouse.items.models import Draft, Item
from lorehouse.items.views.finding import item_for
from lorehouse.lib.comparing import compared
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows the text as it stands (or as one left it half-changed), POST saves a new version.

    When somebody else saved meanwhile, the page shows both texts and saves nothing.
    """
    item = item_for(request.person, pk)
    if not policy.may_edit(request.person, item):
        raise NotAllowed(_("You can edit only what you wrote."))
    if request.method != "POST":
        form = EditForm(initial=as_it_stands(item) | kept(request.person, item), item=item)
        return _page(request, form)
    form = EditForm(request.POST, item=item)
    return _save(request, form) if form.is_valid() else _page(request, form, status=422)


def _save(request: SignedInRequest, form: EditForm) -> HttpResponse:
    item, now = form.item, timezone.now()
    try:
        actions.edit(editor=request.person, item=item, now=now, **form.change)
    except actions.EditConflict as conflict:
        return _conflict(request, form, conflict)
    except Unfit as reason:
        form.add_error(None, str(reason))
        return _page(request, form, status=422)
    actions.drop_draft(writer=request.person, key=draft_key(item), now=now)
    return HttpResponseRedirect(item.get_absolute_url())


def _conflict(
    request: SignedInRequest, form: EditForm, conflict: actions.EditConflict
) -> HttpResponse:
    """Both texts, and a form that holds the reader's own and saves over the other one."""
    latest, own = conflict.latest, form.cleaned_data
    again = EditForm(initial=own | {"base_version": latest.version}, item=latest)
    context = {
        "conflict": str(conflict),
        "latest": latest,
        "difference": compared(latest.body, own["body"].replace("\r\n", "\n")),
    }
    return _page(request, again, status=409, **context)


def as_it_stands(item: Item) -> dict[str, Any]:
    """The fields of the form for the newest version."""
    tags = item.taggings.order_by("tag__name").values_list("tag__name", flat=True)
    return {
        "title": item.title,
        "body": item.body,
        "tags": ", ".join(tags),
        "base_version": item.version,
    }


def kept(writer: Person, item: Item) -> dict[str, Any]:
    """What `writer` left half-changed; nothing when the item has moved on since."""
    draft = Draft.objects.filter(writer=writer, key=draft_key(item)).first()
    if draft is None or (item.edited_at and draft.saved_at < item.edited_at):
        return {}
    return {name: draft.fields[name] for name in ("title", "body", "tags") if name in draft.fields}


def draft_key(item: Item) -> str:
    """Under which key a half-made change is kept."""
    return f"items/{item.pk}/edit"


def _page(request: SignedInRequest, form: EditForm, status: int = 200, **more: Any) -> HttpResponse:
    context = {"form": form, "item": form.item, "draft_key": draft_key(form.item), "conflict": ""}
    return render(request, "items/edit.html", context | more, status=status)
