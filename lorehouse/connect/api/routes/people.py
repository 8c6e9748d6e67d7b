"""`/groups` and `/me`."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.bridge.catching_up import missed
from lorehouse.connect.api import answers
from lorehouse.connect.api.paging import MOST, listed
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import Asking, Json, NewGroup
from lorehouse.groups import actions
from lorehouse.groups.models import Group, Membership
from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions as notify
from lorehouse.notify import inbox as notices
from lorehouse.notify.models import Notice
from lorehouse.people.models import Person

router = Router(tags=["groups and people"])


def readable(person: Person) -> QuerySet[Group]:
    """Groups that `person` may know of, with what an answer needs."""
    own = Membership.objects.filter(group=OuterRef("pk"), person=person)
    return Group.objects.filter(pk__in=Group.objects.visible_to(person).values("pk")).annotate(
        people=Count("memberships"), is_in=Exists(own)
    )


def shown(one: Group, person: Person) -> Json:
    """A group as `readable` gives it. Guests are told of no number of people."""
    people = one.people if person.is_member else None  # type: ignore[attr-defined]
    return answers.group(one, people=people, is_in=one.is_in)  # type: ignore[attr-defined]


@router.get("/me", summary="Who I am")
def me(request: HttpRequest) -> Json:
    """The caller."""
    return answers.me(reader(request))


@router.get("/me/inbox", summary="What is addressed to me")
def inbox(request: HttpRequest, unread: bool = False, cursor: str = "", limit: int = 50) -> Json:
    """The caller's notices, the latest first, as far as what they are about can be seen now."""
    person = reader(request)
    if not 1 <= limit <= MOST:
        raise Unfit(f"limit is from 1 to {MOST}.")
    found = notices.inbox(person, unread=unread, cursor=cursor, size=limit)
    return {
        "unread": notices.unread_count(person),
        "results": [answers.notice(line) for line in found.lines],
        "next": found.next or None,
    }


@router.put("/me/inbox/reading", response={204: None}, summary="Mark all as read")
def read_all(request: HttpRequest) -> Status[None]:
    """Everything up to now counts as read."""
    now = timezone.now()
    notify.read_all(person=reader(request), until=now, now=now)
    return Status(204, None)


@router.put("/me/inbox/{notice_id}/reading", response={204: None}, summary="Mark as read")
def read(request: HttpRequest, notice_id: int) -> Status[None]:
    """One notice counts as read."""
    person = reader(request)
    notice = get_object_or_404(Notice.objects.visible_to(person), pk=notice_id)
    notify.read(person=person, notice=notice, now=timezone.now())
    return Status(204, None)


@router.delete("/me/inbox/{notice_id}/reading", response={204: None}, summary="Mark as unread")
def unread(request: HttpRequest, notice_id: int) -> Status[None]:
    """One notice counts as unread again."""
    person = reader(request)
    notice = get_object_or_404(Notice.objects.visible_to(person), pk=notice_id)
    notify.read(person=person, notice=notice, on=False, now=timezone.now())
    return Status(204, None)


@router.get("/me/digest", summary="What I have not seen")
def digest(request: HttpRequest) -> Json:
    """What the catch-up page shows: it ends, and asking marks nothing as seen."""
    return answers.missed(missed(reader(request), now=timezone.now()))


@router.get("/groups", summary="List groups")
def list_groups(request: HttpRequest, cursor: str = "", limit: int = 100) -> Json:
    """The groups one may know of."""
    person = reader(request)
    return listed(
        readable(person),
        order=["name", "pk"],
        shape=lambda one: shown(one, person),
        cursor=cursor,
        limit=limit,
    )


@router.post("/groups", response={201: Json}, summary="Found a group")
def found(request: HttpRequest, given: NewGroup) -> Status[Any]:
    """The founder is its first member and steward."""
    person = reader(request)
    group = actions.found(founder=person, now=timezone.now(), **given.dict())
    return Status(201, shown(readable(person).get(pk=group.pk), person))


@router.get("/groups/{slug}", summary="Read a group")
def get_group(request: HttpRequest, slug: str) -> Json:
    """One group."""
    person = reader(request)
    return shown(get_object_or_404(readable(person), slug=slug), person)


@router.put("/groups/{slug}/membership", summary="Say yes to a group")
def join(request: HttpRequest, slug: str, given: Asking | None = None) -> Json:
    """Join, or ask to be let in, with a word. Nobody joins but by their own request."""
    person = reader(request)
    group = get_object_or_404(Group.objects.visible_to(person), slug=slug)
    words = given.words if given else ""
    result = actions.join(person=person, group=group, words=words, now=timezone.now())
    state = "in" if isinstance(result, Membership) else "requested"
    return {"group": slug, "membership": state}


@router.delete("/groups/{slug}/membership", response={204: None}, summary="Leave a group")
def leave(request: HttpRequest, slug: str) -> Status[Any]:
    """Leave, silently."""
    person = reader(request)
    group = get_object_or_404(Group.objects.visible_to(person), slug=slug)
    actions.leave(person=person, group=group, now=timezone.now())
    return Status(204, None)
