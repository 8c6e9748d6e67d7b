"""What people do with what is theirs, as the rest of the house is told."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ExportAsked(Fact):
    """Somebody asked for everything of theirs in one file."""

    name = "belongings.export_asked"
    export_id: int


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Fact):
    """Somebody asked to be erased; it happens when the time of grace is over."""

    name = "belongings.erasure_asked"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ErasureWithdrawn(Fact):
    """Somebody stays after all."""

    name = "belongings.erasure_withdrawn"
    person_id: int
