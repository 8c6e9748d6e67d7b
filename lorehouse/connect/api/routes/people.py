"""`/groups` and `/me`."""

from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.connect.api import answers
from lorehouse.connect.api.paging import listed
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import Json, NewGroup
from lorehouse.groups import actions
from lorehouse.groups.models import Group, Membership
from lorehouse.people.models import Person

router = Router(tags=["groups and people"])


def readable(person: Person) -> QuerySet[Group]:
    """Groups that `person` may know of, with what an answer needs."""
    own = Membership.objects.filter(group=OuterRef("pk"), person=person)
    return Group.objects.filter(pk__in=Group.objects.visible_to(person).values("pk")).annotate(
        people=Count("memberships"), is_in=Exists(own)
    )


def shown(one: Group) -> Json:
    """A group as `readable` gives it."""
    return answers.group(one, people=one.people, is_in=one.is_in)  # type: ignore[attr-defined]


@router.get("/me", summary="Who I am")
def me(request: HttpRequest) -> Json:
    """The caller."""
    return answers.me(reader(request))


@router.get("/groups", summary="List groups")
def list_groups(request: HttpRequest, cursor: str = "", limit: int = 100) -> Json:
    """The groups one may know of."""
    return listed(
        readable(reader(request)), order=["name", "pk"], shape=shown, cursor=cursor, limit=limit
    )


@router.post("/groups", response={201: Json}, summary="Found a group")
def found(request: HttpRequest, given: NewGroup) -> Status[Any]:
    """The founder is its first member and steward."""
    person = reader(request)
    group = actions.found(founder=person, now=timezone.now(), **given.dict())
    return Status(201, shown(readable(person).get(pk=group.pk)))


@router.get("/groups/{slug}", summary="Read a group")
def get_group(request: HttpRequest, slug: str) -> Json:
    """One group."""
    return shown(get_object_or_404(readable(reader(request)), slug=slug))


@router.put("/groups/{slug}/membership", summary="Say yes to a group")
def join(request: HttpRequest, slug: str) -> Json:
    """Join, or ask to be let in. Nobody joins but by their own request."""
    person = reader(request)
    group = get_object_or_404(Group.objects.visible_to(person), slug=slug)
    result = actions.join(person=person, group=group, now=timezone.now())
    state = "in" if isinstance(result, Membership) else "requested"
    return {"group": slug, "membership": state}


@router.delete("/groups/{slug}/membership", response={204: None}, summary="Leave a group")
def leave(request: HttpRequest, slug: str) -> Status[Any]:
    """Leave, silently."""
    person = reader(request)
    group = get_object_or_404(Group.objects.visible_to(person), slug=slug)
    actions.leave(person=person, group=group, now=timezone.now())
    return Status(204, None)
