"""Reads one page of a feed: chooses its threads and makes their cards."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib import rows
from lorehouse.lib.pagination import Cursor
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.stream.feed.choosing import NEARBY, WINDOW_SIZE, Choice, Order, order_of
from lorehouse.stream.feed.interests import Interests, interests_of
from lorehouse.stream.feed.questions import CARDS, TAGS
from lorehouse.stream.feed.reasons import reasons_for
from lorehouse.stream.feed.shapes import Byline, Card, Feed, Reason, Wish, decoded

SIZE = 20
OWN = ("for-you", "following")  # the feeds that differ from person to person


def feed(reader: Person | Visitor, wish: Wish, *, size: int = SIZE) -> Feed:
    """The threads that `reader` may see and `wish` asks for. Raises BadCursor."""
    order = order_of(wish)
    audiences = audience_ids(reader)
    if wish.group or wish.groups:
        audiences &= {wish.group, *wish.groups}
    interests = interests_of(reader) if wish.sort in OWN else Interests()
    own = own_ids(reader) if wish.sort in OWN else frozenset()
    choice = Choice(wish, audiences, own, interests, timezone.now())
    found = _fetch(choice, size, reader=reader.pk or 0)
    shown = found[:size]
    tags = _tags(row.pk for row in shown)
    reasons = reasons_for(reader, shown, tags, interests) if wish.sort in OWN else {}
    cards = [_card(row, tags.get(row.pk, ()), reasons.get(row.pk)) for row in shown]
    return Feed(cards, _after(shown[-1], order) if len(found) > size else "")


def _fetch(choice: Choice, size: int, *, reader: int) -> list[Any]:
    """The rows of a page and one more, by the first question that finds enough."""
    wish = choice.wish
    values: dict[str, Any] = {
        "audiences": choice.audiences,
        "peers": choice.interests.own_groups,
        "groups": choice.interests.groups,
        "people": choice.interests.people,
        "tags": choice.interests.tags,
        "reader": reader,
        "own": choice.own,
        "limit": size + 1,
        "window": WINDOW_SIZE,
        "nearby": NEARBY,
        "kind": wish.kind,
        "tag": wish.tag,
        "stage": wish.stage,
        "since": rows.moment(wish.since) if wish.since else "",
        **_place(wish.cursor, choice.order),
    }
    found: list[Any] = []
    for chosen in choice.questions():
        question = CARDS.replace("{chosen}", chosen).replace("{order}", choice.order.by())
        found = rows.fetch(question, values)
        if len(found) > size:
            break
    return found


def tags_of(items: Iterable[int]) -> dict[int, list[str]]:
    """The tags of these items, by item."""
    return {item: [name for _, name in tags] for item, tags in _tags(items).items()}


def _tags(items: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """The tags of these items as (id, name), by item."""
    found: dict[int, list[tuple[int, str]]] = {}
    if wanted := list(items):
        for row in rows.fetch(TAGS, {"items": wanted}):
            found.setdefault(row.item_id, []).append((row.tag_id, row.name))
    return found


def _place(cursor: str, order: Order) -> dict[str, Any]:
    """The values of the place after which a page begins. Raises BadCursor."""
    if not cursor:
        return {}
    values = decoded(cursor, *order.kinds)
    return {
        f"after_{place}": rows.moment(value) if isinstance(value, datetime) else value
        for place, value in enumerate(values)
    }


def _after(row: Any, order: Order) -> str:
    return Cursor((*(getattr(row, one) for one in order.columns), row.pk)).encode()


def _card(row: Any, tags: Iterable[tuple[int, str]], reason: Reason | None) -> Card:
    return Card(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        excerpt=row.excerpt,
        score=row.score,
        reply_count=row.reply_count,
        created_at=row.created_at,
        edited_at=row.edited_at,
        active_at=row.active_at,
        audience_kind=row.audience_kind,
        audience_name=row.audience_name,
        group=(row.audience_name, f"/groups/{row.group_slug}/") if row.group_slug else None,
        author=Byline(row.author_id, row.author_name, row.author_handle, bool(row.author_active)),
        is_solved=row.accepted_id is not None,
        mine=row.mine or 0,
        saved=row.saved_id is not None,
        has_news=row.read_at is not None and row.read_at < row.active_at,
        tags=tuple(name for _, name in tags),
        reason=reason,
    )
