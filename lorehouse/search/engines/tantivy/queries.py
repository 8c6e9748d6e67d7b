"""From a question to the engine's query. The viewer's audiences are part of every query."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil
from typing import Any

import tantivy

from lorehouse.search.documents import Filters, Viewer, Wanted
from lorehouse.search.engines.tantivy import analysis
from lorehouse.search.engines.tantivy.reading import View
from lorehouse.search.engines.tantivy.schema import seconds

MUST, SHOULD, NOT = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
Clause = tuple[tantivy.Occur, tantivy.Query]
Query = tantivy.Query

MOST_TERMS = 64
MOST_PAIRS = 16  # neighbouring words that are looked for side by side
LARGEST_FOR_PAIRS = 50_000  # documents; beyond, looking at positions costs too much
NEAR = 2  # words that may stand between two neighbours

# Measured on the judged sets (`./lore bench search`). `all` holds title and headings once already.
WEIGHTS = {"all": 1.0, "title": 0.6, "headings": 0.2, "context": 0.6, "tags": 0.3}
PAIR_WEIGHT = 0.1
MOST_ENDINGS = 50  # of an unfinished word


@dataclass(frozen=True)
class Terms:
    """What a question comes down to.

    `counts` has each term and how often it was said, in the question's order; `words` the terms
    of each word, several where languages read it differently. `unread` are words that the index
    knows in no language's reading; they are looked for as they are written.
    """

    counts: dict[str, int]
    words: tuple[tuple[str, ...], ...]
    unread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counts)


def terms(text: str, view: View) -> Terms:
    """The terms of `text`, read in the languages of the index.

    A word that only holds sentences together in a leading language is left out, unless nothing
    else is said. Of a very long text the rarest terms are taken.
    """
    words = analysis.words_of(text)
    telling = [w for w in words if not any(analysis.holds_together(w, x) for x in view.leading)]
    read = [(word, _readings(word, view)) for word in telling or words]
    counts = Counter(term for _, readings in read for term in readings)
    if len(counts) > MOST_TERMS:
        rare = sorted(counts, key=lambda term: view.searcher.doc_freq("all", term))[:MOST_TERMS]
        counts = Counter({term: counts[term] for term in rare})
    unread = [
        plain
        for word, readings in read
        if not _known(readings, view)
        for plain in analysis.terms_of(word, "")
    ]
    words_read = tuple(dict.fromkeys(readings for _, readings in read if readings))
    return Terms(dict(counts), words_read, tuple(unread))


def _readings(word: str, view: View) -> tuple[str, ...]:
    """The terms of a word in the leading languages; in the others if nobody wrote it in those.

    So the few texts in a small language, whose words are all rare, do not push themselves before
    those that the question is about, and are found by words of their own language.
    """
    leading = _read_in(view.leading, word)
    if _known(leading, view):
        return leading
    others = _read_in(view.languages, word)
    return tuple(_known(others, view)) or leading


def _read_in(languages: Iterable[str], word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(t for x in languages for t in analysis.terms_of(word, x)))


def _known(readings: Iterable[str], view: View) -> list[str]:
    return [term for term in readings if view.searcher.doc_freq("all", term)]


def matching(found: Terms, view: View) -> Query:
    """Any of the terms: in the text, and worth more in the title, a heading or a tag."""
    clauses = [
        (SHOULD, Query.boost_query(Query.term_query(view.schema, field, term), weight * count))
        for term, count in found.counts.items()
        for field, weight in WEIGHTS.items()
        if view.searcher.doc_freq(field, term)
    ]
    clauses += [
        (SHOULD, Query.term_query(view.schema, "words", word, "basic"))
        for word in found.unread
        if view.searcher.doc_freq("words", word)
    ]
    if view.searcher.num_docs <= LARGEST_FOR_PAIRS:
        clauses += _neighbours(list(found.counts), view)
    return Query.boolean_query(clauses)


def _neighbours(order: Sequence[str], view: View) -> list[Clause]:
    if len(order) > MOST_PAIRS + 1:
        return []
    return [
        (
            SHOULD,
            Query.boost_query(
                Query.phrase_query(view.schema, "all", [left, right], slop=NEAR), PAIR_WEIGHT
            ),
        )
        for left, right in pairwise(order)
    ]


def close(found: Terms, view: View) -> Query:
    """Documents that have most of the words: those that a count of results should speak of."""
    clauses = [(SHOULD, _any_of(word, view.schema)) for word in found.words]
    return Query.boolean_query(clauses, minimum_number_should_match=enough(len(clauses)))


def _any_of(word: Sequence[str], schema: tantivy.Schema) -> Query:
    readings = [(SHOULD, Query.term_query(schema, "all", term)) for term in word]
    return readings[0][1] if len(readings) == 1 else Query.boolean_query(readings)


def enough(words: int) -> int:
    """How many of a question's words make a close match: all of two, three of five."""
    return words if words <= 2 else ceil(words * 0.6)


def allowed(viewer: Viewer, filters: Filters, view: View) -> list[Clause]:
    """Clauses that keep out what the viewer may not see or does not want; they score nothing."""
    limits = [(MUST, Query.const_score_query(q, 0.0)) for q in _limits(filters, view.schema)]
    return limits if viewer.sees_everything else [*limits, *_seen_by(viewer, view)]


def _seen_by(viewer: Viewer, view: View) -> list[Clause]:
    """Keep out what `viewer` may not see.

    Whoever holds most of the house is told apart faster by what they do not hold. That says the
    same because `view` counts the audiences of the very documents it searches; where the count
    is not whole, it is not used.
    """
    held = view.audiences.keys() & viewer.audiences
    seen, total = sum(view.audiences[one] for one in held), view.searcher.num_docs
    if sum(view.audiences.values()) == total and 2 * seen > total:
        others = view.audiences.keys() - held
        return [(NOT, _one_of("audience", others, view.schema))] if others else []
    allowed = _one_of("audience", viewer.audiences, view.schema)
    return [(MUST, Query.const_score_query(allowed, 0.0))]


def _limits(filters: Filters, schema: tantivy.Schema) -> Iterable[Query]:
    for field, values in (
        ("lane", filters.lanes),
        ("kind", filters.kinds),
        ("space", filters.spaces),
        ("group", filters.groups),
        ("thread", filters.threads),
        ("author", filters.authors),
    ):
        if values:
            yield _one_of(field, values, schema)
    for tag in filters.tags:
        yield Query.term_query(schema, "tag", tag)
    if filters.since or filters.until:
        yield Query.range_query(
            schema,
            "created",
            tantivy.FieldType.Integer,
            seconds(filters.since) if filters.since else None,
            seconds(filters.until) if filters.until else None,
        )


def _one_of(field: str, values: Iterable[Any], schema: tantivy.Schema) -> Query:
    chosen = list(values)
    return Query.term_set_query(schema, field, chosen) if chosen else Query.empty_query()


def of_lane(lane: str, schema: tantivy.Schema) -> Query:
    """Documents of one lane."""
    return Query.term_query(schema, "lane", lane)


def demanded(wanted: Wanted, view: View) -> list[Clause]:
    """Clauses for phrases that must be there word for word, and for words that must not."""
    must = [(MUST, _phrase(phrase, view)) for phrase in wanted.phrases if phrase.strip()]
    return must + [(NOT, _phrase(word, view)) for word in wanted.without if word.strip()]


def _phrase(text: str, view: View) -> Query:
    """`text` word for word, read in any of the index's languages."""
    readings = {tuple(_placed(text, language)) for language in view.languages}
    queries = [_in_order(reading, view.schema) for reading in readings if reading]
    if not queries:
        return Query.empty_query()
    return Query.boolean_query([(SHOULD, query) for query in queries])


def _placed(text: str, language: str) -> list[tuple[int, str]]:
    tokens = analysis.analyzer(language).pre_tokenize(analysis.spaced(text)).tokens
    return [(token.position, token.text) for token in tokens]


def _in_order(reading: Sequence[tuple[int, str]], schema: tantivy.Schema) -> Query:
    if len(reading) == 1:
        return Query.term_query(schema, "all", reading[0][1])
    return Query.phrase_query(schema, "all", list(reading))


def much(found: Terms, view: View) -> Query:
    """Documents that have at least half of the words, for a text instead of a question."""
    clauses = [(SHOULD, _any_of(word, view.schema)) for word in found.words]
    return Query.boolean_query(clauses, minimum_number_should_match=ceil(len(clauses) / 2))


def named(text: str, view: View) -> Query | None:
    """Titles with the words of `text`, the last of which may be unfinished; None without words."""
    words = analysis.plain().analyze(analysis.spaced(text))
    if not words:
        return None
    *whole, last = words
    must = [(MUST, _in_name(word, view)) for word in whole]
    must.append((MUST, _begun(last, view)))
    return Query.boolean_query(must)


def _in_name(word: str, view: View) -> Query:
    """A whole word of a title, in whatever form a language gives it."""
    readings = {word, *_read_in(view.languages, word)}
    return Query.boolean_query(
        [(SHOULD, Query.term_query(view.schema, "title", term)) for term in readings]
        + [(SHOULD, Query.term_query(view.schema, "name", word, "basic"))]
    )


def _begun(word: str, view: View) -> Query:
    """Titles with a word that begins so; a whole word counts for more."""
    known = view.searcher.terms_with_prefix("name", word, limit=MOST_ENDINGS)
    endings = [
        (SHOULD, Query.term_query(view.schema, "name", ending, "basic")) for ending, _ in known
    ]
    return Query.boolean_query([(SHOULD, _in_name(word, view)), *endings])
