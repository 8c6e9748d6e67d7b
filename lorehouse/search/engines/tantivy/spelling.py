"""Words put right that nobody wrote: only ever into words the viewer can find."""

from collections.abc import Callable, Iterator

import tantivy

from lorehouse.search.documents import Filters, Viewer
from lorehouse.search.engines.tantivy import analysis
from lorehouse.search.engines.tantivy.queries import MUST, allowed
from lorehouse.search.engines.tantivy.reading import View

SHORTEST = 4  # letters; shorter words have too many neighbours
MOST_LOOKED_AT = 5  # candidates, most frequent first
SAMPLE = 40  # documents looked at one by one before the index is asked to count
SEEN_AT_LEAST = 2  # documents the viewer can see: one document's slip is no spelling
MOST_KEPT = 10_000  # counts, for as long as the view is the newest
Seen = Callable[[str], int]


def corrected(text: str, viewer: Viewer, view: View) -> str:
    """`text` with the words put right that the viewer can find nowhere; "" when there are none."""
    held = None if viewer.sees_everything else viewer.audiences

    def seen(word: str) -> int:
        known = view.seen.get((word, held))
        if known is None:
            known = _documents(word, viewer, view)
            if len(view.seen) >= MOST_KEPT:
                view.seen.clear()
            view.seen[word, held] = known
        return known

    right = {word: _right(word, seen, view) for word in set(analysis.WORD.findall(text))}
    changes = {word: better for word, better in right.items() if better}
    if not changes:
        return ""
    return analysis.WORD.sub(lambda match: changes.get(match[0], match[0]), text)


def _right(word: str, seen: Seen, view: View) -> str:
    plain = "".join(analysis.plain().analyze(word))
    if len(plain) < SHORTEST or not plain.isalpha() or analysis.UNSPACED.search(plain):
        return ""
    if seen(plain):
        return ""
    frequent = _by_frequency(neighbours(plain), view)
    return next((c for c in frequent[:MOST_LOOKED_AT] if seen(c) >= SEEN_AT_LEAST), "")


def _documents(word: str, viewer: Viewer, view: View) -> int:
    """How many documents with `word` the viewer can see, exactly only when it is fewer than two."""
    query = tantivy.Query.term_query(view.schema, "words", word, "basic")
    found = view.searcher.search(query, SAMPLE, count=False).hits
    audiences = view.searcher.fast_field_values("audience", [address for _, address in found])
    visible = sum(viewer.sees_everything or audience in viewer.audiences for audience in audiences)
    if visible >= SEEN_AT_LEAST or len(found) < SAMPLE:
        return visible
    limits = allowed(viewer, Filters(), view)
    query = tantivy.Query.boolean_query([(MUST, query), *limits])
    return view.count(query)


def _by_frequency(words: Iterator[str], view: View) -> list[str]:
    known = {word: view.searcher.doc_freq("words", word) for word in set(words)}
    return sorted((w for w, n in known.items() if n >= SEEN_AT_LEAST), key=lambda w: -known[w])


def neighbours(word: str) -> Iterator[str]:
    """What is one slip away: a letter left out, doubled by another, exchanged or two swapped."""
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        for letter in _alphabet(word[0]):
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]


def _alphabet(letter: str) -> str:
    if "а" <= letter <= "я":
        return "абвгдежзийклмнопрстуфхцчшщъыьэюя"
    if "α" <= letter <= "ω":
        return "αβγδεζηθικλμνξοπρστυφχψως"
    return "abcdefghijklmnopqrstuvwxyz"
