"""What this room puts into the pages of others. See `ui.slots`."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lorehouse.items import lists
from lorehouse.items.models import Item
from lorehouse.lib.openings import in_two
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.ui.slots import fills

MOST = 200


@fills("thread.actions")
def lists_of(reader: Person | Visitor, thread: Any) -> list[tuple[str, str, str]]:
    """The way to the lists a conversation is on."""
    if not reader.pk:
        return []
    return [(said(lists.counts([thread.pk], reader).get(thread.pk, 0)), address(thread.pk), "list")]


def said(count: int) -> str:
    """On how many lists something is, or that one can put it on one."""
    if not count:
        return _("Add to a list")
    return ngettext("In %(count)s list", "In %(count)s lists", count) % {"count": count}


def address(pk: int) -> str:
    """Where one sees the lists of an item."""
    return f"/items/{pk}/lists/"


@fills("notice.subjects")
def items(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Items, as far as `person` may read them now."""
    if kind != "item":
        return {}
    found = Item.objects.visible_to(person).live().filter(pk__in=ids)
    with_names = found.select_related("author", "audience", "root").defer("body", "html")
    return {one.pk: subject(one) for one in with_names}


def subject(item: Item) -> Subject:
    """An item that its reader may see, as a notice speaks of it; expects its relations."""
    title = item.title or (item.root.title if item.root else "")
    title, excerpt = (title, item.excerpt) if title else in_two(item.excerpt)
    return Subject(
        title=title,
        address=item.get_absolute_url(),
        excerpt=excerpt,
        by=item.author.name,
        place=item.audience.name if item.audience.kind == "group" else "",
        item_id=item.pk,
    )


@fills("pseudonym.written")
def written(person: Person | Visitor) -> dict[int, list[tuple[str, str]]]:
    """What `person` wrote under each of their pseudonyms, the newest first."""
    found: dict[int, list[tuple[str, str]]] = {}
    own = Item.objects.visible_to(person).filter(author__in=own_ids(person) - {person.pk})
    for item in own.order_by("-pk")[:MOST]:
        line = (item.title or item.excerpt, item.get_absolute_url())
        found.setdefault(item.author_id, []).append(line)
    return found


@fills("pseudonym.read")
def read(reader: Person | Visitor, name: str) -> frozenset[int]:
    """The pseudonyms called `name` of which `reader` can read something."""
    seen = Item.objects.visible_to(reader).filter(author__standing=Person.Standing.PSEUDONYM)
    called = seen.filter(Q(author__name__iexact=name) | Q(author__handle__iexact=name))
    return frozenset(called.values_list("author_id", flat=True))
