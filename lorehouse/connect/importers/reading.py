"""What every reader is given, and what it may find wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from lorehouse.connect.importers.records import Record
from lorehouse.lib.errors import Unfit
from lorehouse.lib.markdown import LONGEST


class NotThatSource(Unfit):
    """What lies at the path is not what the source's name promises, or cannot be read."""


class Notes(Protocol):
    """Where a reader says what it could not bring along."""

    def skip(self, where: str, reason: str) -> None:
        """The record at `where` (a line, a path) is left out; `reason` is a sentence."""

    def lose(self, what: str, example: str = "") -> None:
        """Something of the source has no place here; it is counted under `what`."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """One reading of one source.

    `space` is the slug of the space that was asked for, or empty. `taken_spaces` are slugs of
    spaces of this house that this import must not use for its own; `taken_slugs` tells which
    article slugs of a space belong to others. `scratch` is an empty folder for the reader.
    """

    path: Path
    key: str  # names this import among others
    notes: Notes
    scratch: Path
    space: str = ""
    taken_spaces: frozenset[str] = frozenset()
    taken_slugs: Callable[[str], frozenset[str]] = field(default=lambda space: frozenset())


Reader = Callable[[Errand], Iterator[Record]]


def too_long(text: str) -> str:
    """Why a text is left out, as a sentence; empty when it is not too long."""
    if len(text) <= LONGEST:
        return ""
    return f"Its text has {len(text):,} characters; {LONGEST:,} are the most."
