"""A text as its top-level blocks, each with a key that provenance can hold on to."""

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext

from lorehouse.lib.markdown.parsing import block_key, top_level_spans
from lorehouse.lib.markdown.plain import words_of
from lorehouse.lib.markdown.sanitising import clean
from lorehouse.lib.markdown.structures import LONGEST, Block, TooLong


def blocks(source: str) -> list[Block]:
    """The top-level blocks of `source`, in order.

    `render` puts the same key on the same block as `data-block`. Raw HTML has a key here but
    carries none on the page. Raises TooLong.
    """
    if len(source) > LONGEST:
        raise TooLong(
            gettext("This text has %(source)s characters; %(longest)s are the most.")
            % {"source": f"{len(source):,}", "longest": f"{LONGEST:,}"}
        )
    lines = source.split("\n")
    starts = _line_starts(lines)
    seen: Counter[str] = Counter()
    raw: Counter[str] = Counter()
    found = []
    for first, last, html in _with_gaps(source, lines):
        markdown = "\n".join(lines[first - 1 : last])
        key = block_key(markdown, seen) if html is not None else "raw-" + block_key(markdown, raw)
        text = words_of(clean(html if html is not None else markdown))
        start = starts[first - 1]
        found.append(Block(key, markdown, text, start, start + len(markdown)))
    return found


def _with_gaps(source: str, lines: list[str]) -> Iterator[tuple[int, int, str | None]]:
    """Spans of all blocks; what no block claims (raw HTML, link definitions) has HTML None."""
    done = 0
    for first, last, html in top_level_spans(source):
        yield from _gap(lines, done + 1, first - 1)
        yield first, last, html
        done = last
    yield from _gap(lines, done + 1, len(lines))


def _gap(lines: list[str], first: int, last: int) -> Iterator[tuple[int, int, None]]:
    """Lines `first` to `last` without the empty ones at both ends, if anything is left."""
    while first <= last and not lines[first - 1].strip():
        first += 1
    while last >= first and not lines[last - 1].strip():
        last -= 1
    if first <= last:
        yield first, last, None


def _line_starts(lines: list[str]) -> list[int]:
    starts, place = [], 0
    for line in lines:
        starts.append(place)
        place += len(line) + 1
    return starts
