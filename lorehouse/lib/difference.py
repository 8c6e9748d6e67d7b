"""What changed between two texts, for pages that show them side by side or in one."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

Kind = Literal["same", "changed", "added", "removed"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Above this many pieces on a side the matcher may overlook short frequent ones, to stay fast.
_THOROUGH = 3_000
# Lines less alike than this are shown as one removed and one added.
_ALIKE = 0.35


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, and whether it is in both texts, only in the new or only in the old."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a side-by-side view; a number is None where that side has no line.

    Numbers count from 1. `old` and `new` hold the line in spans that say which words changed.
    """

    kind: Kind
    old_number: int | None
    old: tuple[Span, ...]
    new_number: int | None
    new: tuple[Span, ...]


def lines(old: str, new: str) -> list[Row]:
    """Every line of both texts, side by side, equal lines next to each other."""
    before, now = old.splitlines(), new.splitlines()
    rows: list[Row] = []
    for kind, i, i_end, j, j_end in _matcher(before, now).get_opcodes():
        if kind == "equal":
            for place, line in enumerate(before[i:i_end]):
                same = (Span("same", line),) if line else ()
                rows.append(Row("same", i + place + 1, same, j + place + 1, same))
        else:
            rows.extend(_changed(before[i:i_end], now[j:j_end], i, j))
    return rows


def words(old: str, new: str) -> list[Span]:
    """Both texts in one: the spans of `old` that went and the spans of `new` that came.

    The spans that are not "added" make up `old`, those that are not "removed" make up `new`.
    """
    before, now = _WORD.findall(old), _WORD.findall(new)
    spans: list[Span] = []
    for kind, i, i_end, j, j_end in _matcher(before, now).get_opcodes():
        if kind == "equal":
            spans.append(Span("same", "".join(before[i:i_end])))
            continue
        if i < i_end:
            spans.append(Span("removed", "".join(before[i:i_end])))
        if j < j_end:
            spans.append(Span("added", "".join(now[j:j_end])))
    return spans


def has_changes(rows: list[Row]) -> bool:
    """Whether any row of a side-by-side view differs."""
    return any(row.kind != "same" for row in rows)


def _changed(before: list[str], now: list[str], i: int, j: int) -> Iterator[Row]:
    for place, (old, new) in enumerate(zip_longest(before, now)):
        left, right = i + place + 1, j + place + 1
        if old is None:
            yield Row("added", None, (), right, (Span("added", new),))
        elif new is None:
            yield Row("removed", left, (Span("removed", old),), None, ())
        else:
            yield _pair(old, new, left, right)


def _pair(old: str, new: str, left: int, right: int) -> Row:
    spans = words(old, new)
    same = sum(len(span.text) for span in spans if span.kind == "same")
    if same < _ALIKE * max(len(old), len(new)):
        return Row("changed", left, (Span("removed", old),), right, (Span("added", new),))
    was = tuple(span for span in spans if span.kind != "added")
    now = tuple(span for span in spans if span.kind != "removed")
    return Row("changed", left, was, right, now)


def _matcher(before: list[str], now: list[str]) -> SequenceMatcher[str]:
    thorough = max(len(before), len(now)) <= _THOROUGH
    return SequenceMatcher(None, before, now, autojunk=not thorough)
