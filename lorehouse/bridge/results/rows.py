"""Found things as a reader may see them: loaded again from the database, never from the index."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorehouse.bridge.results import trust
from lorehouse.bridge.results.trust import Trust
from lorehouse.lib import rows
from lorehouse.search.documents import Hit
from lorehouse.stream.feed import address

# `visible` is the same rule as `items.models.items.may_read`, without one's own drafts.
RESULTS = """
    SELECT i.id AS pk, i.kind, i.lane, i.title, i.source_id, i.excerpt, i.created_at, i.edited_at,
           i.votes_up AS up, i.votes_down AS down, i.reply_count,
           i.root_id, t.title AS root_title, t.kind AS root_kind,
           p.name AS author_name, p.handle AS author_handle, p.is_active AS author_active,
           p.id AS author_id,
           u.name AS audience_name, u.kind AS audience_kind,
           g.name AS group_name, g.slug AS group_slug,
           a.slug AS article_slug, s.slug AS space_slug, s.name AS space_name,
           a.verified_at, a.verified_until AS verified_until_at, w.name AS verified_by,
           a.helpful_yes, a.helpful_no, a.worked, a.worked_with_changes, a.failed,
           q.accepted_answer_id AS solved_by, c.item_id AS accepted_for, f.outcome
    FROM items_item i
    JOIN people_person p ON p.id = i.author_id
    JOIN groups_audience u ON u.id = i.audience_id
    LEFT JOIN groups_group g ON g.audience_id = i.audience_id
    LEFT JOIN items_item t ON t.id = i.root_id
    LEFT JOIN library_article a ON a.item_id = COALESCE(i.root_id, i.id)
    LEFT JOIN library_space s ON s.id = a.space_id
    LEFT JOIN people_person w ON w.id = a.verified_by_id
    LEFT JOIN stream_question q ON q.item_id = i.id
    LEFT JOIN stream_question c ON c.accepted_answer_id = i.id
    LEFT JOIN library_fieldnote f ON f.item_id = i.id
    WHERE i.id IN %(keys)s AND i.state = 'live' {visible}
"""
VISIBLE = "AND i.audience_id IN %(audiences)s"


@dataclass(frozen=True, kw_only=True)
class Author:
    """Who wrote a result, as far as it is shown."""

    pk: int
    name: str
    handle: str
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class Result:
    """One thing found, with what is needed to judge it. `snippet` is safe HTML with `<mark>`."""

    id: int
    source_id: str
    kind: str
    lane: str
    title: str
    url: str
    snippet: str
    score: float
    trust: tuple[Trust, ...]
    author: Author
    at: datetime
    place: tuple[str, str] | None  # the space or group it stands in: name, address
    audience: tuple[str, str]  # name, kind
    replies: int
    is_reply: bool
    beside: int  # further results of the same conversation, where those are left out


def load(hits: Iterable[Hit], audiences: frozenset[int] | None, *, now: datetime) -> list[Result]:
    """The results of `hits` that may be seen with `audiences` (None: all), in the hits' order."""
    found = {hit.key: hit for hit in hits}
    question = RESULTS.replace("{visible}", "" if audiences is None else VISIBLE)
    values: Mapping[str, Any] = {"keys": list(found), "audiences": audiences or ()}
    seen = {row.pk: row for row in rows.fetch(question, values)} if found else {}
    return [_result(seen[key], hit, now) for key, hit in found.items() if key in seen]


def _result(row: Any, hit: Hit, now: datetime) -> Result:
    return Result(
        id=row.pk,
        source_id=row.source_id,
        kind=row.kind,
        lane=row.lane,
        title=row.title or row.root_title or row.excerpt[:80],
        url=_url(row),
        snippet=hit.snippet,
        score=round(hit.score, 4),
        trust=trust.of(row, now=now),
        author=Author(
            pk=row.author_id,
            name=row.author_name,
            handle=row.author_handle,
            is_active=bool(row.author_active),
        ),
        at=row.edited_at or row.created_at,
        place=_place(row),
        audience=(row.audience_name, row.audience_kind),
        replies=row.reply_count,
        is_reply=row.root_id is not None,
        beside=hit.beside,
    )


def _url(row: Any) -> str:
    """The page it is on; a reply's own address leads to its part of a long conversation."""
    if row.article_slug:
        page = f"/library/{row.space_slug}/{row.article_slug}/"
        return f"{page}#item-{row.pk}" if row.root_id else page
    return f"/items/{row.pk}/" if row.root_id else address(row.pk, row.title)


def _place(row: Any) -> tuple[str, str] | None:
    if row.space_slug:
        return row.space_name, f"/library/{row.space_slug}/"
    if row.group_slug:
        return row.group_name, f"/groups/{row.group_slug}/"
    return None
