"""`/lists`: what people gather; `/feed`: the feeds, with the reason for each entry of one's own."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.routes.items import readable, the_item
from lorehouse.connect.api.shapes import ChangedList, EntryNote, Json, NewList
from lorehouse.groups.models import Audience, Group
from lorehouse.groups.words import audience_named, word_for
from lorehouse.items import actions, lists
from lorehouse.items.models import List
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person
from lorehouse.stream.feed import SORTS, Card, Wish, feed
from lorehouse.stream.feed.asking import PERIODS

router = Router(tags=["lists"])
PRIVATE = "me"


def the_list(request: HttpRequest, list_id: int) -> List:
    """The list, if the caller may read it."""
    person = reader(request)
    return get_object_or_404(lists.counted(List.objects.visible_to(person), person), pk=list_id)


def shape(one: List) -> Json:
    """A list without its entries."""
    return {
        "id": one.pk,
        "title": one.title,
        "purpose": one.purpose,
        "keeper": answers.person(one.keeper),
        "audience": word_for(one.audience) if one.audience else PRIVATE,
        "changed": answers.when(one.changed_at),
        "url": answers.address(one.get_absolute_url()),
    }


def audience_of(word: str, person: Person) -> Audience | None:
    """The audience of that word; nobody else's for `me`."""
    return None if word == PRIVATE else audience_named(word, reader=person)


@router.get("/lists", summary="List lists")
def list_lists(request: HttpRequest) -> Json:
    """One's own lists, those one follows, and the latest others shared with one."""
    found = lists.lists_for(reader(request))
    parts = {"own": found.own, "followed": found.followed, "others": found.others}
    return {name: [shape(one) for one in many] for name, many in parts.items()}


@router.post("/lists", response={201: Json}, summary="Begin a list")
def open_list(request: HttpRequest, given: NewList) -> Status[Any]:
    """Private (`me`) unless it names an audience."""
    person = reader(request)
    made = actions.open_list(
        keeper=person,
        title=given.title,
        purpose=given.purpose,
        audience=audience_of(given.audience, person),
        now=timezone.now(),
    )
    return Status(201, shape(made))


@router.get("/lists/{list_id}", summary="Read a list")
def get_list(request: HttpRequest, list_id: int, cursor: str = "") -> Json:
    """A list and what the caller may read on it, in its keeper's order."""
    kept = the_list(request, list_id)
    shown = lists.entries_of(kept, reader(request), cursor)
    items = readable(reader(request)).in_bulk([one.item_id for one in shown.rows])
    entries = [
        {"note": one.note, "item": answers.item(items[one.item_id])}
        for one in shown.rows
        if one.item_id in items
    ]
    return shape(kept) | {"entries": entries, "next": shown.next or None}


@router.patch("/lists/{list_id}", summary="Change a list")
def change_list(request: HttpRequest, list_id: int, given: ChangedList) -> Json:
    """Change one's own list; what is left out stays."""
    kept, person = the_list(request, list_id), reader(request)
    changed = actions.change_list(
        keeper=person,
        kept=kept,
        title=kept.title if given.title is None else given.title,
        purpose=kept.purpose if given.purpose is None else given.purpose,
        audience=kept.audience if given.audience is None else audience_of(given.audience, person),
        now=timezone.now(),
    )
    return shape(changed)


@router.delete("/lists/{list_id}", response={204: None}, summary="Throw a list away")
def drop_list(request: HttpRequest, list_id: int) -> Status[Any]:
    """What was on it stays where it is."""
    kept = the_list(request, list_id)
    actions.drop_list(keeper=reader(request), kept=kept, now=timezone.now())
    return Status(204, None)


@router.put("/lists/{list_id}/entries/{item_id}", response={204: None}, summary="Put on a list")
def put_entry(request: HttpRequest, list_id: int, item_id: int, given: EntryNote) -> Status[Any]:
    """Put an item at the end of one's list, or change its note."""
    actions.put_on_list(
        keeper=reader(request),
        kept=the_list(request, list_id),
        item=the_item(request, item_id),
        note=given.note,
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete(
    "/lists/{list_id}/entries/{item_id}", response={204: None}, summary="Take off a list"
)
def take_entry(request: HttpRequest, list_id: int, item_id: int) -> Status[Any]:
    """Take an item off one's list."""
    actions.take_off_list(
        keeper=reader(request),
        kept=the_list(request, list_id),
        item=the_item(request, item_id),
        now=timezone.now(),
    )
    return Status(204, None)


@router.put("/lists/{list_id}/following", response={204: None}, summary="Follow a list")
def follow(request: HttpRequest, list_id: int) -> Status[Any]:
    """Keep an eye on somebody's list."""
    followed = the_list(request, list_id)
    actions.follow_list(person=reader(request), followed=followed, on=True, now=timezone.now())
    return Status(204, None)


@router.delete("/lists/{list_id}/following", response={204: None}, summary="Unfollow a list")
def unfollow(request: HttpRequest, list_id: int) -> Status[Any]:
    """No longer follow it."""
    followed = the_list(request, list_id)
    actions.follow_list(person=reader(request), followed=followed, on=False, now=timezone.now())
    return Status(204, None)


@router.get("/feed", summary="Read a feed", tags=["items"])
def read_feed(
    request: HttpRequest,
    sort: str = "latest",
    kind: str = "",
    group: str = "",
    person: str = "",
    tag: str = "",
    period: str = "",
    cursor: str = "",
) -> Json:
    """Threads of the stream; `sort` is latest, hot, top (with `period` day, week, month or year),
    for-you, following or unanswered. In one's own feeds each entry has its `reason`.
    """
    if sort not in SORTS or (period and period not in PERIODS):
        raise Unfit(f"sort is {', '.join(SORTS)}; period is {', '.join(PERIODS)}.")
    caller = reader(request)
    of_group = Group.objects.visible_to(caller).filter(slug=group).first() if group else None
    writer = Person.objects.visible_to(caller).filter(handle=person).first() if person else None
    wish = Wish(
        sort=sort,
        kind=kind,
        group=of_group.audience_id if of_group else -1 if group else 0,
        person=writer.pk if writer else -1 if person else 0,
        tag=tag,
        since=timezone.now() - timedelta(days=PERIODS[period]) if period else None,
        cursor=cursor,
    )
    found = feed(caller, wish)
    return {"results": [entry(card) for card in found.cards], "next": found.next or None}


def entry(card: Card) -> Json:
    """A card of a feed."""
    reason = card.reason
    return {
        "id": card.pk,
        "kind": card.kind,
        "title": card.title,
        "excerpt": card.excerpt,
        "author": {"handle": card.author.handle, "name": card.author.name},
        "tags": list(card.tags),
        "score": card.score,
        "replies": card.reply_count,
        "solved": card.is_solved,
        "created": answers.when(card.created_at),
        "active": answers.when(card.active_at),
        "url": answers.address(card.url),
        "reason": {"kind": reason.kind, "name": reason.name, "number": reason.number}
        if reason
        else None,
    }
