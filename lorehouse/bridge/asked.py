"""Requests for access as notices speak of them, to those who decide and to who was let in."""

from collections.abc import Collection

from lorehouse.bridge.models import AccessRequest
from lorehouse.groups.models import Audience, Group
from lorehouse.items.models import Item
from lorehouse.library.models import Space
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person

HERE = "/access/"


def to_decide(person: Person, ids: Collection[int]) -> dict[int, Subject]:
    """Those of the requests that wait for the word of `person`."""
    waiting = AccessRequest.objects.to_decide(person).filter(pk__in=ids)
    return {
        one.pk: Subject(
            title=_title(one), address=HERE, excerpt=one.words, by=one.asker.name, place=_place(one)
        )
        for one in waiting.select_related("asker", "item__audience", "group", "space")
    }


def granted(person: Person, ids: Collection[int]) -> dict[int, Subject]:
    """What `person` asked for and may see now, or the group they are invited to for it."""
    mine = AccessRequest.objects.visible_to(person).filter(pk__in=ids, asker=person, granted=True)
    found = {one.pk: _opened(person, one) for one in mine.select_related("item", "space", "group")}
    return {pk: subject for pk, subject in found.items() if subject is not None}


def _opened(person: Person, asked: AccessRequest) -> Subject | None:
    """Where it leads, seen with the eyes of `person`; None where nothing is to be seen."""
    item = Item.objects.visible_to(person).live().filter(pk=asked.item_id or 0).first()
    if item is not None:
        return Subject(title=item.title or item.excerpt, address=item.get_absolute_url())
    space = Space.objects.visible_to(person).filter(pk=asked.space_id or 0).first()
    if space is not None:
        return Subject(title=space.name, address=space.get_absolute_url())
    audience = asked.audience
    if audience is None or audience.kind != Audience.Kind.GROUP:
        return None
    group = Group.objects.visible_to(person).filter(audience_id=audience.pk).first()
    return Subject(title=group.name, address=group.get_absolute_url()) if group else None


def _title(asked: AccessRequest) -> str:
    if asked.item is not None:
        return asked.item.title or asked.item.excerpt
    place = asked.group or asked.space
    return place.name if place else ""


def _place(asked: AccessRequest) -> str:
    return asked.item.audience.name if asked.item is not None else ""
