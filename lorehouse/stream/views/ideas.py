"""Arguing about an idea, trying it, deciding on it."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

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
def stage(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST brings the idea to `stage`, with a `reason`."""
    item, given = _idea(request, pk), request.POST
    try:
        actions.move(
            by=request.person,
            item=item,
            stage=given.get("stage", ""),
            reason=given.get("reason", ""),
            now=timezone.now(),
        )
    except Unfit as reason:
        return _again(request, item, "stage", reason)
    messages.success(request, _("The idea has moved; its path shows when and why."))
    return HttpResponseRedirect(item.get_absolute_url())


@require_POST
@signed_in
def arguments(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST adds an argument: `side` is for or against."""
    return _reply(request, _idea(request, pk), "argument", actions.argue, "side")


@require_POST
@signed_in
def experiences(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST adds an experience: `outcome` is worked, changes or failed."""
    return _reply(
        request, _idea(request, pk), "experience", actions.report, "outcome", "circumstances"
    )


def _reply(
    request: SignedInRequest, item: Item, form: str, post: Callable[..., Item], *names: str
) -> HttpResponse:
    given, now = {name: request.POST.get(name, "") for name in names}, timezone.now()
    try:
        with transaction.atomic():
            made = _posted(request, item, post, given, now)
    except Unfit as reason:
        return _again(request, item, form, reason)
    return HttpResponseRedirect(f"{item.get_absolute_url()}#item-{made.pk}")


def _posted(
    request: SignedInRequest,
    item: Item,
    post: Callable[..., Item],
    given: dict[str, str],
    now: datetime,
) -> Item:
    voice, body = request.POST.get("voice", ""), request.POST.get("body", "")
    author, body = as_author(writer=request.person, voice=voice, body=body, now=now)
    return post(author=author, item=item, body=body, now=now, **given)


def _idea(request: SignedInRequest, pk: int) -> Item:
    readable = Item.objects.visible_to(request.person).select_related("audience")
    item = get_object_or_404(readable, pk=pk)
    if item.kind != Item.Kind.IDEA:
        raise Http404
    return item


def _again(request: SignedInRequest, item: Item, form: str, reason: Unfit) -> HttpResponse:
    """The idea once more, with what was typed and why it was not taken."""
    shown = thread(request.person, item.pk, Part())
    if shown is None:
        raise Http404
    refusal = {"form": form, "sentence": str(reason), "typed": request.POST.dict()}
    return page(request, shown, refusal=refusal, status=422)
