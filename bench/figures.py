"""What a measurement yields: figures, each against its budget where it has one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured number."""

    name: str
    value: float
    unit: str
    budget: float | None = None
    good: Literal["low", "high"] = "low"  # which side of the budget is the right one

    @property
    def held(self) -> bool:
        """Whether the budget was kept; a figure without one always holds."""
        if self.budget is None:
            return True
        return self.value <= self.budget if self.good == "low" else self.value >= self.budget

    def __str__(self) -> str:
        """One line of the table."""
        line = f"{self.name:<44}{number(self.value):>12} {self.unit:<8}"
        if self.budget is None:
            return line.rstrip()
        most = "at most" if self.good == "low" else "at least"
        return f"{line} {most} {number(self.budget):<8} {'ok' if self.held else 'MISSED'}"


def number(value: float) -> str:
    """A number with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"


def at(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0 to 1) of `values` lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(
    name: str, milliseconds: Sequence[float], *, median: float, slowest: float
) -> Iterator[Figure]:
    """Median and 99th percentile of times, with their budgets in milliseconds."""
    yield Figure(name=f"{name}, median", value=at(milliseconds, 0.5), unit="ms", budget=median)
    yield Figure(name=f"{name}, 99th %", value=at(milliseconds, 0.99), unit="ms", budget=slowest)


def show(figures: Iterable[Figure]) -> bool:
    """Print figures as they come; return whether every budget was kept."""
    held = True
    for figure in figures:
        print(figure, flush=True)
        held = held and figure.held
    return held
