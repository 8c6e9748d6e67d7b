"""Where items stand in feeds: their heat, and what their taggings repeat of them.

Every change of a thread that a feed could show ends here, in its own transaction. What it costs
depends on the tags of the thread alone, never on how many people read or follow it.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db import connection

from lorehouse.items.models import Item
from lorehouse.items.ranking import heat
from lorehouse.lib import rows

BATCH = 400
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
STANDING = """
    SELECT i.id, i.score, i.reply_count, i.heat, i.created_at FROM items_item i
    WHERE i.id IN %(items)s AND i.parent_id IS NULL
"""
REPEATED = """
    UPDATE items_tagging
    SET (audience_id, lane, kind, created_at, active_at, heat, merit, score) = (
        SELECT i.audience_id, i.lane, i.kind, i.created_at,
               CASE WHEN i.state = 'live' AND i.parent_id IS NULL THEN i.active_at END,
               i.heat, i.merit, i.score
        FROM items_item i WHERE i.id = items_tagging.item_id)
    WHERE item_id IN %(items)s
"""


def heat_of(item: Item) -> float:
    """How hot `item` is, from its own counts and its beginning."""
    return heat(item.score, item.reply_count, days(item.created_at))


def days(moment: datetime) -> float:
    """A moment in days since 1970."""
    return (moment - BEGINNING) / timedelta(days=1)


def settle(items: Iterable[int]) -> None:
    """Bring the heat of these threads up to date, and what their taggings repeat.

    Within the caller's transaction. Ids of replies change nothing.
    """
    wanted = sorted(set(items))
    for start in range(0, len(wanted), BATCH):
        _settle(wanted[start : start + BATCH])


def repeat(items: Iterable[int]) -> None:
    """Bring only the taggings of these items up to date."""
    if wanted := sorted(set(items)):
        rows.change(REPEATED, {"items": wanted})


def _settle(items: list[int]) -> None:
    changed = []
    for row in rows.fetch(STANDING, {"items": items}):
        warmth = heat(row.score, row.reply_count, days(row.created_at))
        if warmth != row.heat:
            changed.append((warmth, row.id))
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE items_item SET heat = %s WHERE id = %s", changed)
    repeat(items)
