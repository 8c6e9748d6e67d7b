"""How many close matches there are of each kind, in each space, by each author."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import accumulate
from typing import Any

import tantivy

from lorehouse.search.documents import Counts, Filters, Viewer
from lorehouse.search.engines.tantivy.queries import Clause, allowed
from lorehouse.search.engines.tantivy.reading import View
from lorehouse.search.engines.tantivy.schema import seconds

FIELDS = ("lane", "kind", "space", "group", "tag", "author")
FILTER_OF = {
    "lane": "lanes", "kind": "kinds", "space": "spaces", "group": "groups", "tag": "tags",
    "author": "authors", "time": "since",
}  # fmt: skip
MOST_VALUES = 12
TOTAL = {"value_count": {"field": "key"}}
PERIODS = {"week": 7, "month": 31, "year": 366}  # days, shortest first


def counts(
    matching: list[Clause], viewer: Viewer, filters: Filters, view: View, *, now: datetime
) -> tuple[int, dict[str, Counts]]:
    """How many documents match, and counts by lane, kind, space, group, tag, author and time.

    Each is counted without its own filter, so that the reader sees what another choice would give.
    """
    wanted = {**{field: _by_value(field) for field in FIELDS}, "time": _by_period(now)}
    found: dict[str, Counts] = {}
    total = 0
    for limits, fields in _rounds(filters):
        query = tantivy.Query.boolean_query([*matching, *allowed(viewer, limits, view)])
        asked = {"total": TOTAL, **{field: wanted[field] for field in fields}}
        answer = view.searcher.aggregate(query, asked)
        if limits is filters:
            total = int(answer["total"]["value"])
        found.update({field: _counted(field, answer[field]) for field in fields})
    return total, found


def _rounds(filters: Filters) -> Iterator[tuple[Filters, list[str]]]:
    """Which counts are taken under which filters: one round serves all that have no filter set."""
    chosen = [f for f, name in FILTER_OF.items() if name != "tags" and getattr(filters, name)]
    yield filters, [field for field in FILTER_OF if field not in chosen]
    for field in chosen:
        nothing: Any = None if field == "time" else frozenset()
        yield replace(filters, **{FILTER_OF[field]: nothing}), [field]


def _by_value(field: str) -> dict[str, Any]:
    return {"terms": {"field": field, "size": MOST_VALUES}}


def _by_period(now: datetime) -> dict[str, Any]:
    """Ranges may not overlap, so each is what the one before leaves; `_counted` adds them up."""
    until, ranges = seconds(now + timedelta(days=1)), []
    for name, days in PERIODS.items():
        since = seconds(now - timedelta(days=days))
        ranges.append({"key": name, "from": float(since), "to": float(until)})
        until = since
    return {"range": {"field": "created", "ranges": ranges, "keyed": False}}


def _counted(field: str, answer: dict[str, Any]) -> Counts:
    if field == "time":
        within = {bucket["key"]: int(bucket["doc_count"]) for bucket in answer["buckets"]}
        return dict(zip(PERIODS, accumulate(within.get(n, 0) for n in PERIODS), strict=True))
    number = field in {"space", "group", "author"}
    return {
        int(bucket["key"]) if number else str(bucket["key"]): int(bucket["doc_count"])
        for bucket in answer["buckets"]
    }
