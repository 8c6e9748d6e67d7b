"""Answers and comments."""

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST

from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.lib.errors import Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream import actions
from lorehouse.stream.speaking import as_author
from lorehouse.stream.thread import Part, thread
from lorehouse.stream.views.thread import page


@require_POST
@signed_in
def answers(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST answers a question and shows the answer."""
    return _reply(request, _parent(request, pk), is_answer=True)


@require_POST
@signed_in
def comments(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST comments on anything and shows the comment."""
    return _reply(request, _parent(request, pk), is_answer=False)


def _parent(request: SignedInRequest, pk: int) -> Item:
    readable = Item.objects.visible_to(request.person).select_related("audience")
    return get_object_or_404(readable, pk=pk)


def _reply(request: SignedInRequest, parent: Item, *, is_answer: bool) -> HttpResponse:
    body, now = request.POST.get("body", ""), timezone.now()
    try:
        with transaction.atomic():
            item = _posted(request, parent, body, now, is_answer=is_answer)
    except Unfit as reason:
        return _again(request, parent, body, reason)
    items.drop_draft(writer=request.person, key=f"items/{parent.pk}/reply", now=now)
    return HttpResponseRedirect(item.get_absolute_url())


def _posted(
    request: SignedInRequest, parent: Item, body: str, now: datetime, *, is_answer: bool
) -> Item:
    voice = request.POST.get("voice", "")
    author, body = as_author(writer=request.person, voice=voice, body=body, now=now)
    if is_answer:
        return actions.answer(author=author, question=parent, body=body, now=now)
    return actions.comment(author=author, parent=parent, body=body, now=now)


def _again(request: SignedInRequest, parent: Item, body: str, reason: Unfit) -> HttpResponse:
    """The conversation once more, with what was typed and why it was not posted."""
    if parent.lane != Item.Lane.STREAM:
        raise reason
    shown = thread(request.person, parent.root_or_self_id, Part(reply=parent.pk))
    if shown is None:
        raise Http404
    return page(request, shown, body=body, refused=str(reason), refused_at=parent.pk, status=422)
