"""Reads one conversation, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib import rows
from lorehouse.lib.pagination import Cursor
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed import Byline, decoded, tags_of
from lorehouse.stream.thread.questions import (
    BEHIND,
    BELOW,
    BESIDE,
    FROM_TOP,
    REACTIONS,
    REPLIES,
    ROOT,
    SHOWN,
    SORTS,
    TAKING_PART,
    UP,
)
from lorehouse.stream.thread.shapes import Reply, Thread

SIZE = 20  # replies on a page
COMMENTS = 5  # shown below each of them before one asks for more
ALL_COMMENTS = 500


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which part of a conversation is wanted: after `cursor`, or the page that shows `reply`."""

    sort: str = ""
    cursor: str = ""
    reply: int = 0


def thread(reader: Person | Visitor, pk: int, part: Part) -> Thread | None:
    """A conversation with one page of its replies; None where `reader` may not read it.

    Raises BadCursor.
    """
    values = {"id": pk, "reader": reader.pk or 0, "audiences": audience_ids(reader)}
    found = rows.fetch(ROOT, values)
    if not found:
        return None
    shown = _begun(found[0], part)
    shown.tags = tags_of([pk]).get(pk, [])
    top = _top_of(shown, part.reply) if part.reply else 0
    shown.replies, shown.next = _replies(reader, shown, part, top)
    if part.reply and top != pk:
        shown.begins_at = top
    tops = [one.pk for one in shown.replies] + [pk] * (shown.kind == "question")
    _put_comments(reader, shown, tops, opened=top)
    _put_reactions(reader, shown)
    _mark_new(reader, shown)
    shown.people = rows.fetch(TAKING_PART, {"id": pk, "limit": 8})
    return shown


def comments_of(reader: Person | Visitor, top: int) -> list[Reply]:
    """All comments below one reply, oldest first. The caller has asked whether it may be read."""
    values = {
        "reader": reader.pk or 0,
        "tops": [top],
        "most": 0,
        "opened": top,
        "all": ALL_COMMENTS,
    }
    found = [_comment(row) for row in rows.fetch(_with_shown(BELOW), values)]
    by_item = _reactions(reader, [one.pk for one in found])
    for one in found:
        one.reactions = by_item.get(one.pk, ())
    return found


def _begun(row: Any, part: Part) -> Thread:
    usual = "best" if row.kind == "question" else "oldest"
    return Thread(
        pk=row.pk,
        kind=row.kind,
        title=row.title,
        html=row.html,
        score=row.score,
        reply_count=row.reply_count,
        version=row.version,
        created_at=row.created_at,
        edited_at=row.edited_at,
        audience_id=row.audience_id,
        audience_kind=row.audience_kind,
        audience_name=row.audience_name,
        group=(row.audience_name, f"/groups/{row.group_slug}/") if row.group_slug else None,
        group_purpose=row.group_purpose or "",
        author=Byline(row.author_id, row.author_name, row.author_handle),
        author_standing=row.author_standing,
        accepted_id=row.accepted_id,
        mine=row.mine or 0,
        saved=row.saved_id is not None,
        read_at=row.read_at,
        sort=part.sort if part.sort in SORTS else usual,
    )


def _replies(
    reader: Person | Visitor, shown: Thread, part: Part, top: int
) -> tuple[list[Reply], str]:
    """One page of what people replied with, and the cursor of the next."""
    place, direction = SORTS[shown.sort]
    values: dict[str, Any] = {
        "id": shown.pk,
        "kind": shown.reply_kind,
        "accepted": shown.accepted_id or 0,
        "reader": reader.pk or 0,
        "limit": SIZE + 1,
    }
    after = ""
    if top and top != shown.pk:
        after, values["top"] = FROM_TOP, top
    elif part.cursor:
        after = BEHIND
        values |= _cursor_values(part.cursor)
    question = _with_shown(REPLIES.replace("{after}", after)).replace("{place}", place)
    question = question.replace("{sign}", ">" if direction == "ASC" else "<")
    found = rows.fetch(question.replace("{direction}", direction), values)
    replies = [_reply(row, shown.accepted_id) for row in found[:SIZE]]
    return replies, _place_of(found[SIZE - 1]) if len(found) > SIZE else ""


def _cursor_values(cursor: str) -> dict[str, Any]:
    behind, place, created, pk = decoded(cursor, int, (int, float), datetime, int)
    return {
        "behind": behind,
        "place": place,
        "created_at": rows.moment(created),
        "after_id": pk,
    }


def _place_of(row: Any) -> str:
    return Cursor((row.behind, row.place, row.created_at, row.pk)).encode()


def _top_of(shown: Thread, reply: int) -> int:
    """The reply on the page under which `reply` stands; 0 when it is not in this thread."""
    found = rows.fetch(UP, {"reply": reply, "root": shown.pk})
    if not found:
        return 0
    return int(found[0].id) if found[0].kind == shown.reply_kind else shown.pk


def _put_comments(
    reader: Person | Visitor, shown: Thread, tops: Sequence[int], *, opened: int
) -> None:
    """Hang the first comments below each reply, and all of them below the one asked for."""
    values = {
        "reader": reader.pk or 0,
        "tops": tops,
        "most": COMMENTS,
        "opened": opened,
        "all": ALL_COMMENTS,
    }
    places: dict[int, Thread | Reply] = {one.pk: one for one in shown.replies}
    places[shown.pk] = shown
    for row in rows.fetch(_with_shown(BELOW), values) if tops else []:
        place = places[row.top]
        place.comments = (*place.comments, _comment(row))
        place.comment_count = row.total


def _put_reactions(reader: Person | Visitor, shown: Thread) -> None:
    items: list[Thread | Reply] = [shown, *shown.comments, *shown.replies]
    items += [comment for one in shown.replies for comment in one.comments]
    by_item = _reactions(reader, [one.pk for one in items])
    for one in items:
        one.reactions = by_item.get(one.pk, ())


def _mark_new(reader: Person | Visitor, shown: Thread) -> None:
    """Mark what others wrote since the reader was here."""
    if shown.read_at is None:
        return
    for top in shown.replies:
        for one in (top, *top.comments):
            one.is_new = one.created_at > shown.read_at and one.author.pk != reader.pk


def _reactions(
    reader: Person | Visitor, items: Sequence[int]
) -> dict[int, tuple[tuple[str, int, bool], ...]]:
    by_item: dict[int, tuple[tuple[str, int, bool], ...]] = {}
    for row in rows.fetch(REACTIONS, {"reader": reader.pk or 0, "items": items}):
        one = (row.emoji, row.number, bool(row.is_mine))
        by_item[row.item_id] = (*by_item.get(row.item_id, ()), one)
    return by_item


def _with_shown(question: str) -> str:
    return question.replace("{shown}", SHOWN).replace("{beside}", BESIDE)


def _reply(row: Any, accepted: int | None) -> Reply:
    return Reply(
        pk=row.pk,
        parent_id=row.parent_id,
        kind=row.kind,
        state=row.state,
        html=row.html,
        score=row.score,
        version=row.version,
        created_at=row.created_at,
        edited_at=row.edited_at,
        author=Byline(row.author_id, row.author_name, row.author_handle),
        remover_id=row.remover_id,
        mine=row.mine or 0,
        accepted=row.pk == accepted,
    )


def _comment(row: Any) -> Reply:
    comment = _reply(row, None)
    if row.to_id:
        comment.to = Byline(row.to_id, row.to_name, row.to_handle)
    return comment
