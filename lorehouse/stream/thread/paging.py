"""One page of a conversation's replies: forwards and backwards by cursor, from a reply or a day."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorehouse.lib import rows
from lorehouse.lib.pagination import Cursor
from lorehouse.stream.feed import decoded
from lorehouse.stream.thread.questions import BEHIND, BESIDE, FROM_TOP, REPLIES, SHOWN, SORTS
from lorehouse.stream.thread.shapes import Thread

SIZE = 20  # replies on a page
OTHER = {"ASC": "DESC", "DESC": "ASC"}


@dataclass(frozen=True, kw_only=True)
class Part:
    """Which part of a conversation is wanted.

    The page after `cursor` or `before` one, the one that shows `reply`, the one that begins with
    the first reply of a `day`, the last one (`end`), or else the first.
    """

    sort: str = ""
    cursor: str = ""
    before: str = ""
    reply: int = 0
    day: datetime | None = None
    end: bool = False


@dataclass(frozen=True)
class Page:
    """Some replies as rows, and the cursors of what follows and precedes, empty at the ends."""

    rows: list[Any]
    next: str
    previous: str


def page_of(shown: Thread, part: Part, *, top: int, reader: int) -> Page:
    """The page that `part` wants; `top` is the reply on the page under which `part.reply` stands.

    Raises BadCursor.
    """
    values: dict[str, Any] = {
        "id": shown.pk,
        "kind": shown.reply_kind,
        "accepted": shown.accepted_id or 0,
        "reader": reader,
        "limit": SIZE + 1,
    }
    if part.end or part.before:
        values |= _place(part.before) if part.before else {}
        found = _fetch(shown.sort, values, BEHIND if part.before else "", backwards=True)
        page = found[:SIZE][::-1]
        after = cursor_of(page[-1]) if part.before and page else ""
        return Page(page, after, cursor_of(page[0]) if len(found) > SIZE else "")
    where = FROM_TOP if top else BEHIND if part.cursor or part.day else ""
    if top:
        values["top"] = top
    elif where:
        values |= _place(part.cursor) if part.cursor else _place_of_day(part.day)
    found = _fetch(shown.sort, values, where)
    page = found[:SIZE]
    is_inside = bool(where and page) and _has_before(shown.sort, values, page[0])
    return Page(
        page,
        cursor_of(page[-1]) if len(found) > SIZE else "",
        cursor_of(page[0]) if is_inside else "",
    )


def _fetch(sort: str, values: dict[str, Any], where: str, *, backwards: bool = False) -> list[Any]:
    place, forwards = SORTS[sort]
    direction = OTHER[forwards] if backwards else forwards
    words = {
        "{after}": where,
        "{place}": place,
        "{sign}": ">" if direction == "ASC" else "<",
        "{past}": "<" if backwards else ">",
        "{down}": "DESC" if backwards else "ASC",
        "{direction}": direction,
    }
    question = with_shown(REPLIES)
    for name, word in words.items():
        question = question.replace(name, word)
    return rows.fetch(question, values)


def _has_before(sort: str, values: dict[str, Any], first: Any) -> bool:
    """Whether anything precedes a page that does not begin at the beginning."""
    values = values | _place(cursor_of(first)) | {"limit": 1}
    return bool(_fetch(sort, values, BEHIND, backwards=True))


def _place(cursor: str) -> dict[str, Any]:
    behind, place, created, pk = decoded(cursor, int, (int, float), datetime, int)
    return {
        "behind": behind,
        "place": place,
        "created_at": rows.moment(created),
        "after_id": pk,
    }


def _place_of_day(day: datetime | None) -> dict[str, Any]:
    """Just before the first reply of a day, among replies in the order of time."""
    return {
        "behind": 1,
        "place": 0,
        "created_at": rows.moment(day) if day else "",
        "after_id": 0,
    }


def cursor_of(row: Any) -> str:
    """Where a reply stands in its order."""
    return Cursor((row.behind, row.place, row.created_at, row.pk)).encode()


def with_shown(question: str) -> str:
    """`question` with the columns that every reply shows."""
    return question.replace("{shown}", SHOWN).replace("{beside}", BESIDE)
