"""What somebody follows and may still see; who follows whom is nobody else's affair."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from lorehouse.groups.following import followed_by
from lorehouse.groups.models import Group
from lorehouse.items.models import Item, Tag
from lorehouse.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Kept:
    """The people, groups and tags that one person follows."""

    people: QuerySet[Person]
    groups: QuerySet[Group]
    tags: QuerySet[Tag]


def followed(reader: Person) -> Kept:
    """What `reader` follows, as far as they may see it now."""
    ids = followed_by(reader)
    people = Person.objects.visible_to(reader).filter(pk__in=ids.people)
    return Kept(
        people=people.select_related("department").order_by("name"),
        groups=Group.objects.visible_to(reader).filter(pk__in=ids.groups).order_by("name"),
        tags=Tag.objects.filter(pk__in=ids.tags).order_by("name"),
    )


def tag_named(name: str, *, reader: Person) -> Tag:
    """The tag; one under which `reader` may read nothing is none. Raises Http404."""
    found = Tag.objects.filter(name=name).first()
    if found is None:
        raise Http404
    readable = Item.objects.visible_to(reader).live().filter(taggings__tag=found)
    if found.pk not in followed_by(reader).tags and not readable.exists():
        raise Http404
    return found
