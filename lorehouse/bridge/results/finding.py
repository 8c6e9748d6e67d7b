"""Finding on behalf of a reader: search, similar things, suggestions."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from lorehouse.bridge.results.choices import Choosing, choices
from lorehouse.bridge.results.questions import Question, understand
from lorehouse.bridge.results.rows import Result, load
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Group
from lorehouse.items.indexing import batches
from lorehouse.items.models import Item
from lorehouse.library.models import Space
from lorehouse.people.models import Person, Visitor
from lorehouse.search import documents as search
from lorehouse.search.documents import Filters, Viewer
from lorehouse.search.index import house_index

REACHABLE = 100  # results; whoever has read so many asks better with other words


@dataclass(frozen=True)
class Operator:
    """Whoever sits at the machine's own terminal and may read the database anyway."""


OPERATOR = Operator()
Reader = Person | Visitor | Operator


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some results, best first. `total` counts close matches; `next` is the offset of the rest.

    `corrected` is the question with misspelt words put right, "" when there are none; `misread`
    are operators and dates that mean nothing.
    """

    results: list[Result]
    elsewhere: list[Result] = field(default_factory=list)
    total: int = 0
    next: int | None = None
    corrected: str = ""
    misread: tuple[str, ...] = ()
    choices: list[Choosing] = field(default_factory=list)


def find(
    reader: Reader,
    question: Question,
    *,
    now: datetime,
    limit: int = 10,
    offset: int = 0,
    with_choices: bool = False,
    one_per_thread: bool = False,
    elsewhere: int = 0,
) -> Page:
    """The best results for `question` that `reader` may see, from the `offset`-th on.

    With `one_per_thread` the best of a conversation stands for its other results. Where all are of
    one lane, the best of the other are in `elsewhere`, at most as many as that says.

    At most REACHABLE can be reached by going on. `total` and `choices` are there only
    `with_choices`, which costs about as much again.
    """
    understood = understand(question, lambda: _places(reader), now=now)
    limit = max(0, min(limit, REACHABLE - offset))
    found = house_index().search(
        understood.wanted, viewer_of(reader), understood.filters,
        now=now, limit=limit, offset=offset, counts=with_choices,
        one_per_thread=one_per_thread, elsewhere=elsewhere,
    )  # fmt: skip
    more = found.more and offset + limit < REACHABLE
    offered = choices(question, found.counts, audiences=_audiences(reader)) if with_choices else []
    loaded = load([*found.hits, *found.elsewhere], _audiences(reader), now=now)
    beside = {hit.key for hit in found.elsewhere}
    return Page(
        results=[one for one in loaded if one.id not in beside],
        elsewhere=[one for one in loaded if one.id in beside],
        total=found.total,
        next=offset + limit if more else None,
        corrected=found.corrected,
        misread=understood.misread,
        choices=offered,
    )


def similar(
    reader: Reader,
    text: str,
    *,
    now: datetime,
    kinds: Collection[str] = (Item.Kind.QUESTION, Item.Kind.ARTICLE),
    limit: int = 5,
) -> list[Result]:
    """Things of these kinds that say much of what `text` says: for whoever is about to ask."""
    filters = Filters(kinds=frozenset(kinds))
    found = house_index().similar(text, viewer_of(reader), filters, now=now, limit=limit)
    return load(found.hits, _audiences(reader), now=now)


def suggest(reader: Reader, text: str, *, now: datetime, limit: int = 8) -> list[Result]:
    """Things whose title has the words typed so far; the last word may be unfinished."""
    found = house_index().suggest(text, viewer_of(reader), Filters(), now=now, limit=limit)
    return load(found.hits, _audiences(reader), now=now)


def source_ids(reader: Reader, keys: Collection[int]) -> dict[int, str]:
    """The ids by which the sources of these items know them (their own without one), by item.

    Only of items that `reader` may see.
    """
    found: dict[int, str] = {}
    for some in batches(keys):
        items = Item.objects.live()
        if not isinstance(reader, Operator):
            items = items.visible_to(reader)
        rows = items.filter(pk__in=some).values_list("pk", "source_id")
        found.update({pk: source_id or str(pk) for pk, source_id in rows})
    return found


def viewer_of(reader: Reader) -> Viewer:
    """On whose behalf the index is asked."""
    held = _audiences(reader)
    return search.OPERATOR if held is None else Viewer(held)


def _audiences(reader: Reader) -> frozenset[int] | None:
    """The audiences of `reader`; None when everything may be seen."""
    return None if isinstance(reader, Operator) else audience_ids(reader)


def _places(reader: Reader) -> tuple["QuerySet[Space]", "QuerySet[Group]"]:
    """The spaces and groups that a filter of `reader` can name."""
    if isinstance(reader, Operator):
        return Space.objects.all(), Group.objects.all()
    return Space.objects.visible_to(reader), Group.objects.visible_to(reader)
