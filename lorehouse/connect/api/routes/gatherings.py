"""`/groups/{slug}/pins` and `/access-requests`: what a group keeps on top, and who may come in."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.bridge import actions
from lorehouse.bridge.gatherings import pinned
from lorehouse.bridge.models import AccessRequest, Pin
from lorehouse.connect.api import answers
from lorehouse.connect.api.paging import listed
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.routes.following import the_group
from lorehouse.connect.api.routes.items import the_item
from lorehouse.connect.api.shapes import AccessDecision, Json, NewAccessRequest, PinValue

router = Router(tags=["groups and people"])


@router.get("/groups/{slug}/pins", summary="List pins")
def list_pins(request: HttpRequest, slug: str) -> Json:
    """What stewards keep on top, and what they pinned as decided, as far as one may read it."""
    found = pinned(the_group(request, slug), reader(request))
    return {"results": [shape_of_pin(one) for one in found]}


@router.put("/groups/{slug}/pins/{item_id}", response={204: None}, summary="Pin")
def pin(
    request: HttpRequest, slug: str, item_id: int, given: PinValue | None = None
) -> Status[Any]:
    """Keep a conversation or an article on top of a group's page, or among what it decided."""
    actions.pin(
        steward=reader(request),
        group=the_group(request, slug),
        item=the_item(request, item_id),
        is_decision=given.decision if given else False,
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete("/groups/{slug}/pins/{item_id}", response={204: None}, summary="Take a pin down")
def unpin(request: HttpRequest, slug: str, item_id: int) -> Status[Any]:
    """What was pinned stays where it is."""
    group, item = the_group(request, slug), the_item(request, item_id)
    actions.unpin(steward=reader(request), group=group, item=item, now=timezone.now())
    return Status(204, None)


@router.get("/access-requests", summary="List access requests")
def list_access(request: HttpRequest, cursor: str = "", limit: int = 50) -> Json:
    """`waiting`: what waits for the caller's word; `results`: what the caller asked for."""
    caller = reader(request)
    waiting = AccessRequest.objects.to_decide(caller).select_related(
        "asker", "item", "group", "space"
    )
    mine = AccessRequest.objects.visible_to(caller).filter(asker=caller)
    asked = listed(mine, order=["-at", "-pk"], shape=shape_of_asked, cursor=cursor, limit=limit)
    return {"waiting": [shape_of_waiting(one) for one in waiting.order_by("at")[:limit]], **asked}


@router.post("/access-requests", response={201: Json}, summary="Ask for access")
def ask(request: HttpRequest, given: NewAccessRequest) -> Status[Any]:
    """Ask to see what an address points at. The answer never says whether there is something."""
    made = actions.ask_for_access(
        asker=reader(request), address=given.address, words=given.words, now=timezone.now()
    )
    return Status(201, shape_of_asked(made))


@router.put(
    "/access-requests/{request_id}/decision", response={204: None}, summary="Decide who comes in"
)
def decide(request: HttpRequest, request_id: int, given: AccessDecision) -> Status[Any]:
    """Grant, which invites or adds the asker; or decline, of which nobody is told."""
    caller = reader(request)
    waiting = AccessRequest.objects.visible_to(caller).to_decide(caller)
    asked = get_object_or_404(waiting, pk=request_id)
    act = actions.grant_access if given.decision == "grant" else actions.decline_access
    act(decider=caller, request=asked, now=timezone.now())
    return Status(204, None)


def shape_of_pin(one: Pin) -> Json:
    """A pin."""
    return {
        "item": one.item_id,
        "title": one.item.title or one.item.excerpt,
        "decision": one.is_decision,
        "at": answers.when(one.at),
        "url": answers.address(one.item.get_absolute_url()),
    }


def shape_of_asked(one: AccessRequest) -> Json:
    """A request as its asker sees it: declined, pointing at nothing and waiting look alike."""
    return {
        "id": one.pk,
        "address": one.address,
        "words": one.words,
        "granted": one.granted,
        "at": answers.when(one.at),
    }


def shape_of_waiting(one: AccessRequest) -> Json:
    """A request as those who decide see it."""
    return {
        "id": one.pk,
        "asker": answers.person(one.asker),
        "address": one.address,
        "words": one.words,
        "item": one.item_id,
        "group": one.group.slug if one.group else None,
        "space": one.space.slug if one.space else None,
        "at": answers.when(one.at),
    }
