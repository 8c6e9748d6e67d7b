"""Reads one conversation, page by page."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed import Byline, tags_of
from lorehouse.stream.thread import paging
from lorehouse.stream.thread.paging import Part, with_shown
from lorehouse.stream.thread.questions import (
    APART,
    BELOW,
    ONES,
    REACTIONS,
    ROOT,
    SORTS,
    TAKING_PART,
    UNREAD_COUNT,
    UNREAD_FIRST,
    UP,
)
from lorehouse.stream.thread.shapes import Reply, Thread

COMMENTS = 5  # shown below each of them before one asks for more
ALL_COMMENTS = 500
#: Kinds of replies that stand in a place of their own, beside those with which one replies.
APART_KINDS = frozenset({"argument", "experience"})
ALL_BESIDE = 200  # replies that stand apart


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
    page = paging.page_of(shown, part, top=0 if top == pk else top, reader=reader.pk or 0)
    shown.replies = [_reply(row, shown.accepted_id) for row in page.rows]
    shown.next, shown.previous = page.next, page.previous
    tops = [one.pk for one in shown.replies] + [pk] * (shown.kind == "question")
    _put_comments(reader, shown, tops, opened=top)
    _put_reactions(reader, shown)
    _mark_new(reader, shown, active_at=found[0].active_at)
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
    found = [_comment(row) for row in rows.fetch(with_shown(BELOW), values)]
    by_item = _reactions(reader, [one.pk for one in found])
    for one in found:
        one.reactions = by_item.get(one.pk, ())
    return found


def beginning(reader: Person | Visitor, pk: int, audiences: Collection[int]) -> Thread | None:
    """What a conversation begins with, for whoever holds one of `audiences`."""
    values = {"id": pk, "reader": reader.pk or 0, "audiences": frozenset(audiences)}
    found = rows.fetch(ROOT, values)
    return _begun(found[0], Part()) if found else None


def ones(shown: Thread, items: Sequence[int]) -> list[tuple[Reply, int]]:
    """These replies of a conversation as anybody sees them, and the id each hangs below.

    What hangs below nothing but the conversation has 0. Reactions are there, comments are not.
    """
    values = {"id": shown.pk, "kind": shown.reply_kind, "reader": 0, "items": items}
    by_item = _reactions(Visitor(), [shown.pk, *items])
    shown.reactions = by_item.get(shown.pk, ())
    found = []
    for row in rows.fetch(with_shown(ONES), values):
        is_top = row.parent_id == shown.pk and row.kind in {shown.reply_kind, *APART_KINDS}
        one = _reply(row, shown.accepted_id) if is_top else _comment(row)
        one.reactions = by_item.get(one.pk, ())
        found.append((one, 0 if is_top else _top_of(shown, one.pk, APART_KINDS)))
    return found


def beside(reader: Person | Visitor, shown: Thread, kinds: Sequence[str]) -> list[Reply]:
    """All replies of these kinds directly below the root, with their comments, the best first.

    For replies that stand in a place of their own, such as the arguments for an idea.
    """
    values = {"id": shown.pk, "kinds": list(kinds), "reader": reader.pk or 0, "most": ALL_BESIDE}
    replies = [_reply(row, None) for row in rows.fetch(with_shown(APART), values)]
    apart = replace(shown, replies=replies, comments=())
    _put_comments(reader, apart, [one.pk for one in replies], opened=0)
    _put_reactions(reader, apart)
    _mark_each(reader, apart)
    return replies


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
        author=Byline(row.author_id, row.author_name, row.author_handle, bool(row.author_active)),
        author_standing=row.author_standing,
        accepted_id=row.accepted_id,
        mine=row.mine or 0,
        saved=row.saved_id is not None,
        read_at=row.read_at,
        sort="oldest" if part.day else part.sort if part.sort in SORTS else usual,
    )


def _top_of(shown: Thread, reply: int, apart: Collection[str] = ()) -> int:
    """The reply on the page under which `reply` stands; 0 when it is not in this thread.

    One of the kinds `apart` counts too.
    """
    found = rows.fetch(UP, {"reply": reply, "root": shown.pk})
    if not found:
        return 0
    return int(found[0].id) if found[0].kind in {shown.reply_kind, *apart} else shown.pk


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
    for row in rows.fetch(with_shown(BELOW), values) if tops else []:
        place = places[row.top]
        place.comments = (*place.comments, _comment(row))
        place.comment_count = row.total


def _put_reactions(reader: Person | Visitor, shown: Thread) -> None:
    items: list[Thread | Reply] = [shown, *shown.comments, *shown.replies]
    items += [comment for one in shown.replies for comment in one.comments]
    by_item = _reactions(reader, [one.pk for one in items])
    for one in items:
        one.reactions = by_item.get(one.pk, ())


def _mark_new(reader: Person | Visitor, shown: Thread, *, active_at: datetime) -> None:
    """Mark and count what others wrote since the reader was here, and where that begins."""
    if shown.read_at is None or active_at <= shown.read_at:
        return
    since = rows.moment(shown.read_at)
    values = {"id": shown.pk, "reader": reader.pk or 0, "since": since}
    shown.unread = rows.fetch(UNREAD_COUNT, values)[0].number
    _mark_each(reader, shown)
    if shown.sort == "oldest":
        shown.new_from = next((top.pk for top in shown.replies if top.is_new), 0)


def _mark_each(reader: Person | Visitor, shown: Thread) -> None:
    """Mark the replies and comments at hand that others wrote since the reader was here."""
    if shown.read_at is None:
        return
    for top in shown.replies:
        for one in (top, *top.comments):
            one.is_new = one.created_at > shown.read_at and one.author.pk != reader.pk


def first_unread(reader: Person | Visitor, shown: Thread) -> int:
    """The first reply by others since the reader was here; 0 when there is none."""
    if shown.read_at is None:
        return 0
    values = {"id": shown.pk, "reader": reader.pk or 0, "since": rows.moment(shown.read_at)}
    found = rows.fetch(UNREAD_FIRST, values)
    return int(found[0].pk) if found else 0


def _reactions(
    reader: Person | Visitor, items: Sequence[int]
) -> dict[int, tuple[tuple[str, int, bool], ...]]:
    by_item: dict[int, tuple[tuple[str, int, bool], ...]] = {}
    for row in rows.fetch(REACTIONS, {"reader": reader.pk or 0, "items": items}):
        one = (row.emoji, row.number, bool(row.is_mine))
        by_item[row.item_id] = (*by_item.get(row.item_id, ()), one)
    return by_item


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
        author=Byline(row.author_id, row.author_name, row.author_handle, bool(row.author_active)),
        remover_id=row.remover_id,
        mine=row.mine or 0,
        accepted=row.pk == accepted,
    )


def _comment(row: Any) -> Reply:
    comment = _reply(row, None)
    if row.to_id:
        comment.to = Byline(row.to_id, row.to_name, row.to_handle, bool(row.to_active))
    return comment
