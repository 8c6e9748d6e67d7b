"""Two texts compared, ready to be shown: line under line, or side by side."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lorehouse.lib import difference
from lorehouse.lib.difference import Row, Span

CONTEXT = 3  # equal lines shown before and after a change

Line = tuple[str, list[tuple[bool, str]]]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """How two texts differ."""

    rows: list[Row]

    @property
    def has_changes(self) -> bool:
        """Whether they differ at all."""
        return difference.has_changes(self.rows)

    @property
    def inline(self) -> list[Line]:
        """For the macro `ui.difference`: (sign, [(is changed, text), …]), gaps as "…"."""
        return [line for row in self.near for line in _lines(row)]

    @property
    def near(self) -> list[Row | None]:
        """The rows near a change; None stands for those left out."""
        return list(_near(self.rows))

    @property
    def added(self) -> int:
        """How many lines the new text has that are not in the old one."""
        return sum(1 for row in self.rows if row.kind in {"added", "changed"})

    @property
    def removed(self) -> int:
        """How many lines of the old text are gone or changed."""
        return sum(1 for row in self.rows if row.kind in {"removed", "changed"})


def compared(old: str, new: str) -> Comparison:
    """`old` and `new`, line by line."""
    return Comparison(rows=difference.lines(old, new))


def _near(rows: Sequence[Row]) -> Iterator[Row | None]:
    changed = [place for place, row in enumerate(rows) if row.kind != "same"]
    shown: set[int] = set()
    for place in changed:
        shown.update(range(max(0, place - CONTEXT), min(len(rows), place + CONTEXT + 1)))
    last = -1
    for place in sorted(shown):
        if place != last + 1:
            yield None
        yield rows[place]
        last = place
    if shown and last != len(rows) - 1:
        yield None


def _lines(row: Row | None) -> Iterator[Line]:
    if row is None:
        yield "…", [(False, "")]
    elif row.kind == "same":
        yield " ", _pieces(row.new)
    else:
        if row.old_number is not None:
            yield "-", _pieces(row.old)
        if row.new_number is not None:
            yield "+", _pieces(row.new)


def _pieces(spans: Sequence[Span]) -> list[tuple[bool, str]]:
    return [(span.kind != "same", span.text) for span in spans]
