"""Reads lists: what is on one, and which lists an item is on."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lorehouse.groups.audiences import audience_ids
from lorehouse.items.models import List, ListEntry
from lorehouse.items.models.items import may_read
from lorehouse.lib import rows
from lorehouse.lib.pagination import Page, page
from lorehouse.people.models import Person, Visitor

SIZE = 50
SHOWN = 60  # lists on a page of lists
COUNTED = """
    SELECT e.item_id, COUNT(*) AS number FROM items_listentry e
    JOIN items_list l ON l.id = e.list_id
    WHERE e.item_id IN %(items)s
      AND (l.audience_id IN %(audiences)s OR l.keeper_id = %(reader)s)
    GROUP BY e.item_id
"""


@dataclass(frozen=True, kw_only=True)
class Lists:
    """The lists somebody sees: their own, those they follow, the latest others shared with them."""

    own: list[List]
    followed: list[List]
    others: list[List]

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.own or self.followed or self.others)


def lists_for(reader: Person | Visitor) -> Lists:
    """The lists that `reader` may read, with what they may read on each counted."""
    seen = counted(List.objects.visible_to(reader), reader).order_by("-changed_at", "-pk")
    followed = List.objects.followed_by(reader).values("pk")
    others = seen.exclude(keeper_id=reader.pk or 0).exclude(pk__in=followed)
    return Lists(
        own=list(seen.filter(keeper_id=reader.pk or 0)),
        followed=list(seen.filter(pk__in=followed).exclude(keeper_id=reader.pk or 0)),
        others=list(others[:SHOWN]),
    )


def counted(found: QuerySet[List], reader: Person | Visitor) -> QuerySet[List]:
    """Lists with their keepers, and in `count` the entries that `reader` sees on each."""
    readable = Count("entries", filter=may_read(reader, "entries__item__"), distinct=True)
    return found.select_related("keeper", "audience").annotate(count=readable)


def entries_of(kept: List, reader: Person | Visitor, cursor: str = "") -> Page[ListEntry]:
    """What `reader` sees on a list, in its order. Raises BadCursor."""
    seen = ListEntry.objects.visible_to(reader).filter(list=kept).select_related("item")
    return page(seen, order=("place", "pk"), cursor=cursor, size=SIZE)


def lists_with(item: int, reader: Person | Visitor) -> list[List]:
    """The lists `reader` may read that an item is on; the caller has asked for the item."""
    with_it = ListEntry.objects.filter(item=item).values("list")
    seen = List.objects.visible_to(reader).filter(pk__in=with_it)
    return list(counted(seen, reader).order_by("-changed_at", "-pk")[:SHOWN])


def own_lists(keeper: Person, item: int) -> list[List]:
    """The lists somebody keeps, and in `has_it` whether an item is on each."""
    has_it = Count("entries", filter=Q(entries__item=item))
    return list(List.objects.of(keeper).annotate(has_it=has_it).order_by("-changed_at", "-pk"))


def counts(items: Sequence[int], reader: Person | Visitor) -> dict[int, int]:
    """On how many lists that `reader` may read each of these items is, in one question."""
    values = {"items": items, "audiences": audience_ids(reader), "reader": reader.pk or 0}
    return {row.item_id: row.number for row in rows.fetch(COUNTED, values)}
