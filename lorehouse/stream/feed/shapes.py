"""What is asked of the feed, and what it gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lorehouse.lib.pagination import BadCursor, Cursor
from lorehouse.lib.slugs import slugify

SORTS = ("latest", "hot", "top", "for-you", "following", "unanswered")


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Which part of the feed is wanted.

    `group` is a group's audience id, `groups` several of them, and `person` somebody's id; 0 or
    nothing is all of them.
    """

    sort: str = "latest"
    kind: str = ""
    group: int = 0
    groups: frozenset[int] = frozenset()
    person: int = 0
    tag: str = ""
    stage: str = ""  # of an idea
    since: datetime | None = None
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote something, as far as a card shows it."""

    pk: int
    name: str
    handle: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a card is in somebody's own feed: `kind` is answer, person, tag, group or peers.

    `name` is what it is about, and `number` how many peers found it useful.
    """

    kind: str
    name: str = ""
    url: str = ""
    number: int = 0


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
    reason: Reason | None = None

    @property
    def url(self) -> str:
        """The thread's address."""
        return address(self.pk, self.title)


@dataclass(frozen=True, slots=True)
class Feed:
    """Some cards, and the cursor of those after them, empty at the end."""

    cards: list[Card]
    next: str


def address(pk: int, title: str) -> str:
    """The address of a thread."""
    slug = slugify(title)
    return f"/stream/{pk}/{slug}/" if slug else f"/stream/{pk}/"


def decoded(cursor: str, *kinds: type | tuple[type, ...]) -> tuple[Any, ...]:
    """The values of a cursor, of these kinds. Raises BadCursor."""
    values = Cursor.decode(cursor, length=len(kinds)).values
    if not all(isinstance(value, kind) for value, kind in zip(values, kinds, strict=True)):
        raise BadCursor("This cursor belongs to another list; start from the first page.")
    return values
