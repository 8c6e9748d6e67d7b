"""The feed: threads a reader may see, as cards. Named SQL, because every page begins here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib import rows
from lorehouse.lib.pagination import BadCursor, Cursor
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Person, Visitor

SIZE = 20

# Which threads, from the index alone; then what their cards show.
CARDS = """
    WITH chosen AS (
        SELECT i.id FROM items_item i {by_index}
        WHERE i.lane = 'stream' AND i.parent_id IS NULL AND i.state = 'live'
          AND i.audience_id IN %(audiences)s {filters}
        ORDER BY {order} LIMIT %(limit)s
    )
    SELECT i.id AS pk, i.kind, i.title, i.excerpt, i.score, i.merit, i.reply_count,
           i.created_at, i.edited_at, i.active_at,
           a.kind AS audience_kind, a.name AS audience_name, g.slug AS group_slug,
           p.id AS author_id, p.name AS author_name, p.handle AS author_handle,
           x.id AS accepted_id, v.value AS mine, b.id AS saved_id, r.at AS read_at
    FROM chosen
    JOIN items_item i ON i.id = chosen.id
    JOIN people_person p ON p.id = i.author_id
    JOIN groups_audience a ON a.id = i.audience_id
    LEFT JOIN groups_group g ON g.audience_id = a.id
    LEFT JOIN stream_question q ON q.item_id = i.id
    LEFT JOIN items_item x ON x.id = q.accepted_answer_id AND x.state = 'live'
    LEFT JOIN items_vote v ON v.item_id = i.id AND v.voter_id = %(reader)s
    LEFT JOIN items_bookmark b ON b.item_id = i.id AND b.person_id = %(reader)s
    LEFT JOIN items_reading r ON r.item_id = i.id AND r.person_id = %(reader)s
    ORDER BY {order}
"""
LATEST = "i.active_at DESC, i.id DESC"
TOP = "i.merit DESC, i.score DESC, i.id DESC"
OLDER = "AND (i.active_at, i.id) < (%(active_at)s, %(id)s)"
LOWER = "AND (i.merit, i.score, i.id) < (%(merit)s, %(score)s, %(id)s)"
UNANSWERED = """
    AND i.kind = 'question' AND NOT EXISTS (
        SELECT 1 FROM stream_question q JOIN items_item x ON x.id = q.accepted_answer_id
        WHERE q.item_id = i.id AND x.state = 'live')
"""
TAGGED = """
    AND i.id IN (SELECT t.item_id FROM items_tagging t
                 JOIN items_tag n ON n.id = t.tag_id WHERE n.name = %(tag)s)
"""
TAGS = """
    SELECT t.item_id, n.name FROM items_tagging t JOIN items_tag n ON n.id = t.tag_id
    WHERE t.item_id IN %(items)s ORDER BY n.name
"""

SORTS = ("latest", "top", "unanswered")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which part of the feed is wanted. `group` is a group's audience id; 0 is all of them."""

    sort: str = "latest"
    kind: str = ""
    group: int = 0
    tag: str = ""
    since: datetime | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote something, as far as a card shows it."""

    pk: int
    name: str
    handle: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One thread in the feed. `mine` is the reader's vote: 1, -1 or 0."""

    pk: int
    kind: str
    title: str
    excerpt: str
    score: int
    reply_count: int
    created_at: datetime
    edited_at: datetime | None
    active_at: datetime
    audience_kind: str
    audience_name: str
    group: tuple[str, str] | None
    author: Byline
    is_solved: bool
    mine: int
    saved: bool
    has_news: bool
    tags: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """The thread's address."""
        return address(self.pk, self.title)


@dataclass(frozen=True, slots=True)
class Feed:
    """Some cards, and the cursor of those after them, empty at the end."""

    cards: list[Card]
    next: str


def feed(reader: Person | Visitor, wish: Wish, *, size: int = SIZE) -> Feed:
    """The threads that `reader` may see and `wish` asks for. Raises BadCursor."""
    is_top = wish.sort == "top"
    values: dict[str, Any] = {
        "audiences": _audiences(reader, wish),
        "reader": reader.pk or 0,
        "limit": size + 1,
        "kind": wish.kind,
        "tag": wish.tag,
        "since": rows.moment(wish.since) if wish.since else "",
        **_place(wish, is_top=is_top),
    }
    question = CARDS.replace("{filters}", " ".join(_filters(wish, is_top=is_top)))
    question = question.replace("{by_index}", _index(values["audiences"], is_top=is_top))
    found = rows.fetch(question.replace("{order}", TOP if is_top else LATEST), values)
    shown = found[:size]
    tags = tags_of(row.pk for row in shown)
    cards = [_card(row, tuple(tags.get(row.pk, ()))) for row in shown]
    return Feed(cards, _after(shown[-1], is_top=is_top) if len(found) > size else "")


def tags_of(items: Iterable[int]) -> dict[int, list[str]]:
    """The tags of these items, by item."""
    found: dict[int, list[str]] = {}
    if wanted := list(items):
        for row in rows.fetch(TAGS, {"items": wanted}):
            found.setdefault(row.item_id, []).append(row.name)
    return found


def address(pk: int, title: str) -> str:
    """The address of a thread."""
    slug = slugify(title)
    return f"/stream/{pk}/{slug}/" if slug else f"/stream/{pk}/"


def _audiences(reader: Person | Visitor, wish: Wish) -> frozenset[int]:
    held = audience_ids(reader)
    return held & {wish.group} if wish.group else held


def _index(audiences: frozenset[int], *, is_top: bool) -> str:
    """The index that has the wanted order."""
    if is_top:
        return rows.by_index("items_top")
    return rows.by_index("items_of_audience" if len(audiences) == 1 else "items_latest")


def _filters(wish: Wish, *, is_top: bool) -> Sequence[str]:
    chosen = {
        "AND i.kind = %(kind)s": wish.kind,
        TAGGED: wish.tag,
        "AND i.created_at >= %(since)s": wish.since,
        UNANSWERED: wish.sort == "unanswered",
        LOWER if is_top else OLDER: wish.cursor,
    }
    return [words for words, is_wanted in chosen.items() if is_wanted]


def _place(wish: Wish, *, is_top: bool) -> dict[str, Any]:
    if not wish.cursor:
        return {}
    if is_top:
        merit, score, pk = decoded(wish.cursor, float, int, int)
        return {"merit": merit, "score": score, "id": pk}
    active, pk = decoded(wish.cursor, datetime, int)
    return {"active_at": rows.moment(active), "id": pk}


def decoded(cursor: str, *kinds: type | tuple[type, ...]) -> tuple[Any, ...]:
    """The values of a cursor, of these kinds. Raises BadCursor."""
    values = Cursor.decode(cursor, length=len(kinds)).values
    if not all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise BadCursor("This cursor belongs to another list; start from the first page.")
    return values


def _after(row: Any, *, is_top: bool) -> str:
    values = (row.merit, row.score, row.pk) if is_top else (row.active_at, row.pk)
    return Cursor(values).encode()


def _card(row: Any, tags: tuple[str, ...]) -> Card:
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
        author=Byline(row.author_id, row.author_name, row.author_handle),
        is_solved=row.accepted_id is not None,
        mine=row.mine or 0,
        saved=row.saved_id is not None,
        has_news=row.read_at is not None and row.read_at < row.active_at,
        tags=tags,
    )
