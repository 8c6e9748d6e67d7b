"""Answering a question from one view of the index."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from typing import NamedTuple

import tantivy

from lorehouse.search import ranking
from lorehouse.search.documents import Counts, Filters, Hit, Hits, Viewer, Wanted
from lorehouse.search.engines.tantivy import counting, queries, schema, spelling
from lorehouse.search.engines.tantivy.analysis import words_of
from lorehouse.search.engines.tantivy.queries import MUST, Clause, Terms
from lorehouse.search.engines.tantivy.reading import View
from lorehouse.search.engines.tantivy.schema import LIBRARY, STREAM
from lorehouse.search.engines.tantivy.snippets import snippet

RANKED = 100  # of the engine's best are ordered again with trust and freshness
FEW = 5  # close matches; with fewer, everything that shares a word is counted
DAY = 86_400  # seconds

# Counting takes as long as finding and needs nothing of it; the engine lets go of the interpreter.
BESIDE = ThreadPoolExecutor(max_workers=4, thread_name_prefix="counting")


class Found(NamedTuple):
    """A document among the engine's best, with its final score."""

    score: float
    key: int
    thread: int
    lane: str
    address: tantivy.DocAddress


def search(
    view: View,
    wanted: Wanted,
    viewer: Viewer,
    filters: Filters,
    *,
    now: datetime,
    limit: int,
    offset: int,
    counts: bool,
    snippets: bool,
    one_per_thread: bool,
    elsewhere: int,
) -> Hits:
    """See `Index.search`."""
    better = spelling.corrected(wanted.words, viewer, view)
    text = " ".join([better or wanted.words, *wanted.phrases])
    terms, demanded = queries.terms(text, view), queries.demanded(wanted, view)
    if counts:
        counting_them = BESIDE.submit(_counted, terms, demanded, viewer, filters, view, now)
    clauses = [*_should(terms, view), *demanded, *queries.allowed(viewer, filters, view)]
    best = _ranked(clauses, view, now, limit=max(RANKED, offset + limit))
    shown, beside = _first_of_threads(best) if one_per_thread else (best, Counter[int]())
    page = shown[offset : offset + limit]
    others = _other_lane(page, shown, clauses, view, now)[:elsewhere] if elsewhere else []
    hits = [
        Hit(
            key=one.key, score=one.score, thread=one.thread, lane=one.lane,
            beside=max(beside[one.thread] - 1, 0),
            **(_kept(one, text, terms, view) if snippets else {}),
        )
        for one in (*page, *others)
    ]  # fmt: skip
    total, counted = counting_them.result() if counts else (0, {})
    return Hits(
        hits=hits[: len(page)], more=len(shown) > offset + limit,
        elsewhere=tuple(hits[len(page) :]), total=total, counts=counted, corrected=better,
    )  # fmt: skip


def similar(
    view: View, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int
) -> Hits:
    """See `Index.similar`."""
    terms = queries.terms(text, view)
    if not terms:
        return Hits(hits=[])
    much = tantivy.Query.const_score_query(queries.much(terms, view), 0.0)
    clauses = [*_should(terms, view), (MUST, much), *queries.allowed(viewer, filters, view)]
    return _plain(_ranked(clauses, view, now, limit=RANKED)[:limit])


def suggest(
    view: View, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int
) -> Hits:
    """See `Index.suggest`."""
    named = queries.named(text, view)
    if named is None:
        return Hits(hits=[])
    clauses = [(MUST, named), *queries.allowed(viewer, filters, view)]
    return _plain(_ranked(clauses, view, now, limit=RANKED)[:limit])


def _plain(found: Sequence[Found]) -> Hits:
    return Hits(hits=[Hit(key=one.key, score=one.score, thread=one.thread) for one in found])


def _should(terms: Terms, view: View) -> list[Clause]:
    return [(MUST, queries.matching(terms, view))] if terms else []


def _ranked(clauses: list[Clause], view: View, now: datetime, *, limit: int) -> list[Found]:
    """The engine's best `limit`, ordered by relevance with a little trust and freshness."""
    query = tantivy.Query.boolean_query(clauses)
    hits = view.searcher.search(query, limit, count=False).hits
    if not hits:
        return []
    addresses = [address for _, address in hits]
    best, today = max(score for score, _ in hits) or 1.0, schema.seconds(now)
    columns = (
        view.searcher.fast_field_values(name, addresses)
        for name in ("key", "thread", "merit", "vouched", "aside", "library", "updated")
    )
    found = [
        Found(
            ranking.fused(
                score / best,
                merit=merit or 0.0,
                vouched=(vouched or 0) > today,
                age_days=(today - (updated or 0)) / DAY,
                aside=bool(aside),
            ),
            int(key or 0),
            int(thread or 0),
            LIBRARY if library else STREAM,
            address,
        )
        for (score, address), key, thread, merit, vouched, aside, library, updated in zip(
            hits, *columns, strict=True
        )
    ]
    return sorted(found, key=lambda one: -one.score)


def _first_of_threads(best: list[Found]) -> tuple[list[Found], Counter[int]]:
    """The best of each thread, and how many of each thread there were."""
    first: dict[int, Found] = {}
    for one in best:
        first.setdefault(one.thread, one)
    return list(first.values()), Counter(one.thread for one in best)


def _other_lane(
    page: list[Found], best: list[Found], clauses: list[Clause], view: View, now: datetime
) -> list[Found]:
    """What the lane has that `page` has none of, best first; nothing when it has both or none."""
    lanes = {one.lane for one in page}
    if len(lanes) != 1:
        return []
    (other,) = {LIBRARY, STREAM} - lanes
    if among := [one for one in best if one.lane == other]:
        return among
    in_it = tantivy.Query.const_score_query(queries.of_lane(other, view.schema), 0.0)
    return _first_of_threads(_ranked([*clauses, (MUST, in_it)], view, now, limit=RANKED))[0]


def _kept(found: Found, asked: str, terms: Terms, view: View) -> dict[str, str]:
    """What the index keeps to show a document: its source's id and a snippet."""
    language, source_id, text = schema.kept(view.searcher.doc(found.address))
    part = snippet(text, words_of(asked), terms.counts, language)
    return {"source_id": source_id, "snippet": part}


def _counted(
    terms: Terms,
    demanded: list[Clause],
    viewer: Viewer,
    filters: Filters,
    view: View,
    now: datetime,
) -> tuple[int, dict[str, Counts]]:
    """Total and counts of close matches, or of all matches when close ones are few."""
    near: list[Clause] = [(MUST, queries.close(terms, view))] if terms else []
    total, counts = counting.counts([*near, *demanded], viewer, filters, view, now=now)
    if total >= FEW or not terms:
        return total, counts
    loose = [*_should(terms, view), *demanded]
    return counting.counts(loose, viewer, filters, view, now=now)
