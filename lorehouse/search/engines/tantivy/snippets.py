"""The part of a text that answers a question, with the asked words marked."""

import html
import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import lru_cache
from itertools import takewhile

from lorehouse.search.engines.tantivy import analysis

LENGTH = 240  # characters
LEAD = 60  # of them before the first marked word
SHORTEST_STEM = 3
MOST_MARKS = 400  # found words that are looked at; beyond, the text is about nothing else

Span = tuple[int, int, str]


def snippet(text: str, words: Collection[str], terms: Collection[str], language: str) -> str:
    """About LENGTH characters of `text` as safe HTML, `<mark>` around words with one of `terms`.

    `words` are the words of the question as they were typed. Without a match it is the beginning.
    """
    spans = _spans(text, words, frozenset(terms), language)
    start = _best_start(spans)
    begin, end = _between_words(text, max(0, start - LEAD), start - LEAD + LENGTH)
    marked = _marked(text, begin, end, spans)
    return f"{'… ' if begin else ''}{marked}{' …' if end < len(text) else ''}"


def _spans(text: str, words: Collection[str], terms: frozenset[str], language: str) -> list[Span]:
    """Where words with one of the terms stand: (begin, end, term)."""
    pattern = _candidates(frozenset(words), terms)
    if pattern is None:
        return []
    found: list[Span] = []
    for match in pattern.finditer(_folded(text)):
        begin, end = match.span()
        term = _term(text[begin:end], terms, language)
        if term:
            found.append((begin, end, term))
        if len(found) == MOST_MARKS:
            break
    return found


def _term(word: str, terms: frozenset[str], language: str) -> str:
    if analysis.UNSPACED.fullmatch(word):
        return word
    return next((t for t in analysis.terms_of(word, language) if t in terms), "")


@lru_cache(maxsize=256)
def _candidates(words: frozenset[str], terms: frozenset[str]) -> re.Pattern[str] | None:
    """Finds what may be one of the words in another form: what begins as word and stem both do."""
    beginnings = {b for word in words for b in _beginnings(_folded(word), terms)}
    parts = [rf"\b{re.escape(b)}\w*" for b in beginnings if not analysis.UNSPACED.search(b)]
    parts += [re.escape(b) for b in beginnings if analysis.UNSPACED.search(b)]
    return re.compile("|".join(sorted(parts, key=len, reverse=True))) if parts else None


def _beginnings(word: str, terms: Iterable[str]) -> Iterable[str]:
    if run := analysis.UNSPACED.search(word):
        return [run[0][at : at + 2] for at in range(max(1, len(run[0]) - 1))]
    # A stem may end otherwise than the word does ("verifi" of "verify"): its last letter is left.
    shared = (_shared(word, term[: max(SHORTEST_STEM, len(term) - 1)]) for term in terms)
    return [s for s in shared if len(s) >= min(SHORTEST_STEM, len(word))]


def _shared(word: str, term: str) -> str:
    """What both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(word, term, strict=False))
    return "".join(letter for letter, _ in same)


class _Folding(dict[int, str]):
    """Maps each letter to one lower-case letter without accent, so that places stay the same."""

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFD", chr(code))[0].lower()
        self[code] = plain if len(plain) == 1 else chr(code)
        return self[code]


_FOLDING = _Folding()


def _folded(text: str) -> str:
    return text.lower() if text.isascii() else text.translate(_FOLDING)


def _best_start(spans: list[Span]) -> int:
    """Where the stretch of text begins that has the most different terms, then the most marks."""
    best, start = (0, 0), 0
    for at, (begin, _, _) in enumerate(spans):
        near = [term for b, _, term in spans[at : at + 40] if b < begin + LENGTH - LEAD]
        worth = (len(set(near)), len(near))
        if worth > best:
            best, start = worth, begin
    return start


def _between_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """The stretch moved so that it cuts no word in two; unspaced text is cut where it falls."""
    if begin > 0:
        gap = text.find(" ", begin, begin + LEAD)
        begin = gap + 1 if gap >= 0 else begin
    end = max(end, begin + LENGTH - LEAD)
    if end >= len(text):
        return begin, len(text)
    gap = text.rfind(" ", begin, end)
    return begin, gap if gap > begin + LENGTH // 2 else end


def _marked(text: str, begin: int, end: int, spans: list[Span]) -> str:
    parts, at = [], begin
    for first, last, _ in spans:
        if first < at or last > end:
            continue
        parts += [html.escape(text[at:first]), "<mark>", html.escape(text[first:last]), "</mark>"]
        at = last
    parts.append(html.escape(text[at:end]))
    return "".join(parts)
