"""What polls, ideas and links have beyond their text."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Router, Status

from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.routes.items import the_item
from lorehouse.connect.api.shapes import BallotValue, Json, StageValue
from lorehouse.items.models import Item
from lorehouse.stream import actions as stream
from lorehouse.stream.kinds.links import link
from lorehouse.stream.kinds.polls import poll
from lorehouse.stream.models import Idea

router = Router(tags=["items"])


def of_kind(request: HttpRequest, item_id: int, kind: str) -> Item:
    """The item, if the caller may read it and it is of this kind."""
    item = the_item(request, item_id)
    if item.kind != kind:
        raise Http404
    return item


@router.get("/items/{item_id}/poll", summary="Read a poll")
def get_poll(request: HttpRequest, item_id: int) -> Json:
    """Its options and rules; the counts are there where the caller may see them."""
    return answers.poll(poll(reader(request), of_kind(request, item_id, "poll"), timezone.now()))


@router.put("/items/{item_id}/ballot", summary="Vote in a poll")
def cast(request: HttpRequest, item_id: int, given: BallotValue) -> Json:
    """Make these options one's choice; what was chosen before is replaced."""
    item, now = of_kind(request, item_id, "poll"), timezone.now()
    stream.cast(voter=reader(request), item=item, options=given.options, now=now)
    return answers.poll(poll(reader(request), item, now))


@router.delete("/items/{item_id}/ballot", response={204: None}, summary="Take a vote back")
def uncast(request: HttpRequest, item_id: int) -> Status[Any]:
    """Take back what one chose."""
    item = of_kind(request, item_id, "poll")
    stream.cast(voter=reader(request), item=item, options=[], now=timezone.now())
    return Status(204, None)


@router.get("/items/{item_id}/stage", summary="Read an idea's path")
def get_stage(request: HttpRequest, item_id: int) -> Json:
    """Where an idea stands, and how it got there."""
    item = of_kind(request, item_id, "idea")
    found = Idea.objects.visible_to(reader(request)).prefetch_related("steps__mover").get(item=item)
    return answers.idea(found)


@router.put("/items/{item_id}/stage", summary="Move an idea")
def move(request: HttpRequest, item_id: int, given: StageValue) -> Json:
    """Bring an idea to another stage; adopting and declining need a reason."""
    item = of_kind(request, item_id, "idea")
    stream.move(
        by=reader(request), item=item, stage=given.stage, reason=given.reason, now=timezone.now()
    )
    return get_stage(request, item_id)


@router.get("/items/{item_id}/page", summary="Read the page behind a link")
def get_page(request: HttpRequest, item_id: int) -> Json:
    """What was kept of the page, and who else shared it."""
    found = link(reader(request), of_kind(request, item_id, "link"), fetches=True)
    if found is None:
        raise Http404
    return answers.link(found)
