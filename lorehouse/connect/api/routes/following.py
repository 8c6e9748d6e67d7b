"""`/me/following` and `…/following`: hearing more of people, groups and tags."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.bridge.followed import followed, tag_named
from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.routes.lists import shape as shape_of_list
from lorehouse.connect.api.routes.people import readable, shown
from lorehouse.connect.api.shapes import Json
from lorehouse.groups import actions
from lorehouse.groups.models import Group
from lorehouse.items import lists
from lorehouse.people.models import Person

router = Router(tags=["following"])


@router.get("/me/following", summary="What I follow")
def what_i_follow(request: HttpRequest) -> Json:
    """The people, groups, tags and lists the caller follows. Nobody else is told of it."""
    caller = reader(request)
    kept = followed(caller)
    groups = readable(caller).filter(pk__in=kept.groups.values("pk")).order_by("name")
    return {
        "people": [answers.person(one) for one in kept.people],
        "groups": [shown(one, caller) for one in groups],
        "tags": [one.name for one in kept.tags],
        "lists": [shape_of_list(one) for one in lists.lists_for(caller).followed],
    }


@router.put("/people/{handle}/following", response={204: None}, summary="Follow a person")
def follow_person(request: HttpRequest, handle: str) -> Status[Any]:
    """Hear more of somebody. They are not told."""
    return changed(request, "person", the_person(request, handle).pk, on=True)


@router.delete("/people/{handle}/following", response={204: None}, summary="Unfollow a person")
def unfollow_person(request: HttpRequest, handle: str) -> Status[Any]:
    """No longer follow them."""
    return changed(request, "person", the_person(request, handle).pk, on=False)


@router.put("/groups/{slug}/following", response={204: None}, summary="Follow a group")
def follow_group(request: HttpRequest, slug: str) -> Status[Any]:
    """Hear more of a group, a member or not: what one may read of it."""
    return changed(request, "group", the_group(request, slug).pk, on=True)


@router.delete("/groups/{slug}/following", response={204: None}, summary="Unfollow a group")
def unfollow_group(request: HttpRequest, slug: str) -> Status[Any]:
    """No longer follow it."""
    return changed(request, "group", the_group(request, slug).pk, on=False)


@router.put("/tags/{name}/following", response={204: None}, summary="Follow a tag")
def follow_tag(request: HttpRequest, name: str) -> Status[Any]:
    """Hear more of what is filed under a tag."""
    return changed(request, "tag", tag_named(name, reader=reader(request)).pk, on=True)


@router.delete("/tags/{name}/following", response={204: None}, summary="Unfollow a tag")
def unfollow_tag(request: HttpRequest, name: str) -> Status[Any]:
    """No longer follow it."""
    return changed(request, "tag", tag_named(name, reader=reader(request)).pk, on=False)


def the_person(request: HttpRequest, handle: str) -> Person:
    """Somebody the caller may know of."""
    return get_object_or_404(Person.objects.visible_to(reader(request)), handle=handle)


def the_group(request: HttpRequest, slug: str) -> Group:
    """A group the caller may know of."""
    return get_object_or_404(Group.objects.visible_to(reader(request)), slug=slug)


def changed(request: HttpRequest, kind: str, target_id: int, *, on: bool) -> Status[Any]:
    """Follow it from now on, or no longer."""
    change = actions.follow if on else actions.unfollow
    change(person=reader(request), kind=kind, target_id=target_id, now=timezone.now())
    return Status(204, None)
