"""Which threads are on a page of a feed: ranges of indexes, merged in the feed's order."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from lorehouse.lib import rows
from lorehouse.stream.feed.interests import Interests
from lorehouse.stream.feed.questions import (
    AMONG_USEFUL,
    ANSWERED_BY_OTHERS,
    AT_STAGE,
    FILED,
    FOUND_USEFUL,
    KIND,
    LISTED,
    MERGED,
    MINE,
    OF_INTEREST,
    OF_TAG,
    RANGE,
    SEEN,
    SINCE,
    TAGGED,
    UNANSWERED,
    WINDOW,
)
from lorehouse.stream.feed.shapes import Wish

WINDOW_SIZE = 2000  # entries of the whole house's index that are looked at before ranges are merged
NEARBY = 120  # hot threads among which a page looks for what peers found useful
FEW_RANGES = 8  # so many are merged at once; with more, the window is looked at first
MOST_RANGES = 400  # SQLite takes 500 in one statement
SORTED_DAYS = 32  # what began within so many days is few enough to be sorted


@dataclass(frozen=True)
class Order:
    """An order of threads: its columns, all descending, before the id; their types in cursors."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[type, ...]

    def by(self, key: str = "i.id") -> str:
        """The words behind ORDER BY."""
        return ", ".join(f"{one} DESC" for one in (*self._columns, key))

    def after(self, key: str = "i.id") -> str:
        """The condition for what comes after the cursor, whose values are `after_0` and so on."""
        marks = ", ".join(f"%(after_{place})s" for place in range(len(self.columns) + 1))
        return f"AND ({', '.join((*self._columns, key))}) < ({marks})"

    @property
    def _columns(self) -> tuple[str, ...]:
        return tuple(f"i.{one}" for one in self.columns)


LATEST = Order("latest", ("active_at",), (datetime, int))
HOT = Order("hot", ("heat",), (float, int))
TOP = Order("top", ("merit", "score"), (float, int, int))
ORDERS = {"hot": HOT, "top": TOP, "for-you": HOT}

WHOLE = {"latest": "items_latest", "hot": "items_hot", "top": "items_top"}
OF_AUDIENCE = {
    "latest": "items_of_audience",
    "hot": "items_hot_of_audience",
    "top": "items_top_of_audience",
}
OF_AUTHOR = {
    "latest": "items_of_author",
    "hot": "items_hot_of_author",
    "top": "items_top_of_author",
}
TAGGINGS = {"latest": "taggings_latest", "hot": "taggings_hot", "top": "taggings_top"}


def order_of(wish: Wish) -> Order:
    """The order in which a wish wants its threads."""
    return ORDERS.get(wish.sort, LATEST)


@dataclass(frozen=True)
class Choice:
    """One wish of one reader, as questions for the ids of its threads."""

    wish: Wish
    audiences: frozenset[int]
    own: frozenset[int]  # the ids under which the reader writes
    interests: Interests
    now: datetime

    @property
    def order(self) -> Order:
        """Its order."""
        return order_of(self.wish)

    def questions(self) -> Iterator[str]:
        """Questions for the page, the next to be asked where one before found too few."""
        wish = self.wish
        if wish.sort in ("for-you", "following"):
            if self.interests.number > FEW_RANGES:
                yield self._window(OF_INTEREST + (self._of_mine() if self._is_for_me else ""))
            yield self._merged([*self._interesting()], twice=True)
        elif wish.person:
            yield self._merged([self._of_author(wish.person)])
        elif wish.tag:
            yield self._merged([self._range(OF_TAG, TAGGINGS[self.order.name], SEEN, filed=True)])
        elif wish.sort == "unanswered":
            yield self._merged([self._range("i.waits AND", "items_waiting", SEEN)])
        elif self._is_recent():
            yield self._merged([self._range("", "items_new", SEEN)])
        else:
            if len(self.audiences) > 1:
                yield self._window()
            yield self._merged([*self._of_audiences(self.audiences)])

    def _is_recent(self) -> bool:
        since = self.wish.since
        return since is not None and (self.now - since).days < SORTED_DAYS

    def _interesting(self) -> Iterator[str]:
        """The ranges of one's own feeds. Following is whole; the other has what peers found."""
        wanted = self.interests
        groups = [*self._of_audiences(wanted.groups & self.audiences)]
        people, tags = _each(self._of_author, wanted.people), _each(self._of_tag, wanted.tags)
        yield from [*groups, *people, *tags][:MOST_RANGES]
        if self._is_for_me:
            index = OF_AUTHOR[self.order.name]
            for one in sorted(self.own):
                yield self._range(f"i.author_id = {one:d} AND", index, SEEN + ANSWERED_BY_OTHERS)
            if wanted.own_groups:
                yield self._found_useful()

    @property
    def _is_for_me(self) -> bool:
        return self.wish.sort == "for-you" and bool(self.own)

    def _of_mine(self) -> str:
        """What makes a thread one for its reader although they follow nothing of it."""
        mine = MINE.format(answered=ANSWERED_BY_OTHERS)
        if not self.interests.own_groups:
            return mine
        return mine + AMONG_USEFUL.format(useful=self._found_useful())

    def _of_audiences(self, audiences: Iterable[int]) -> Iterator[str]:
        """A range for each audience; where there are very many, one for all the others."""
        index, listed = OF_AUDIENCE[self.order.name], sorted(audiences)
        for audience in listed[:MOST_RANGES]:
            yield self._range(f"i.audience_id = {audience:d} AND", index)
        if others := ", ".join(str(one) for one in listed[MOST_RANGES:]):
            yield self._range("", WHOLE[self.order.name], f"AND i.audience_id IN ({others})")

    def _of_author(self, person: int) -> str:
        return self._range(f"i.author_id = {person:d} AND", OF_AUTHOR[self.order.name], SEEN)

    def _of_tag(self, tag: int) -> str:
        return self._range(f"i.tag_id = {tag:d} AND", TAGGINGS[self.order.name], SEEN, filed=True)

    def _range(self, place: str, index: str, seen: str = "", *, filed: bool = False) -> str:
        """The question for one range; `filed` ones are of taggings, the others of items."""
        key = "i.item_id" if filed else "i.id"
        parts = {
            "id": key,
            "columns": ", ".join(f"i.{one}" for one in self.order.columns),
            "table": "items_tagging" if filed else "items_item",
            "by_index": rows.by_index(index),
            "place": place,
            "listed": FILED if filed else LISTED,
            "filters": seen + self._filters(key),
            "after": self.order.after(key) if self.wish.cursor else "",
            "order": self.order.by(key),
        }
        return RANGE.format(**parts)

    def _window(self, interest: str = "") -> str:
        of_kind = bool(self.wish.kind) and self.order is LATEST
        columns = ["id", "audience_id", "kind", *self.order.columns]
        columns += ["author_id"] if interest else []
        columns += ["created_at"] if self.order is TOP else []
        filters = self._filters("i.id") if self.wish.stage or not of_kind else ""
        parts = {
            "columns": ", ".join(f"i.{one}" for one in columns),
            "by_index": rows.by_index("items_of_kind" if of_kind else WHOLE[self.order.name]),
            "place": "i.kind = %(kind)s AND" if of_kind else "",
            "listed": LISTED,
            "after": self.order.after() if self.wish.cursor else "",
            "order": self.order.by(),
            "filters": f"{filters} AND ({interest})" if interest else filters,
        }
        return WINDOW.format(**parts)

    def _found_useful(self) -> str:
        return FOUND_USEFUL.format(
            by_index=rows.by_index("items_hot"),
            listed=LISTED,
            after=HOT.after() if self.wish.cursor else "",
            filters=self._filters("i.id"),
        )

    def _filters(self, key: str) -> str:
        """What the wish asks beyond the place of a range."""
        wish = self.wish
        is_of_tag = wish.tag and (wish.person or wish.sort in ("for-you", "following"))
        chosen = {
            KIND: wish.kind,
            SINCE: wish.since and wish.sort == "top",
            UNANSWERED: wish.sort == "unanswered",
            TAGGED: is_of_tag,
            AT_STAGE: wish.stage,
        }
        return " ".join(words for words, is_on in chosen.items() if is_on).format(id=key)

    def _merged(self, ranges: list[str], *, twice: bool = False) -> str:
        """The first of all these ranges; `twice` where a thread can be in several of them."""
        if not ranges:
            return "SELECT i.id FROM items_item i WHERE i.id = 0"
        together = " UNION " if twice else " UNION ALL "
        return MERGED.format(ranges=together.join(ranges), order=self.order.by())


def _each(make: Callable[[int], str], ids: Iterable[int]) -> Iterator[str]:
    return (make(one) for one in sorted(ids, reverse=True))
