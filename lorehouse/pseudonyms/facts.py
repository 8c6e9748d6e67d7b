"""What pseudonyms tell the rest of the house: never who is behind one."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PseudonymsAllowed(Fact):
    """The people of a group may write in it under a pseudonym."""

    name = "pseudonyms.allowed"
    group_id: int


@dataclass(frozen=True, kw_only=True)
class PseudonymsDisallowed(Fact):
    """Nobody takes a pseudonym in a group any more; what was written stays as it is."""

    name = "pseudonyms.disallowed"
    group_id: int


@dataclass(frozen=True, kw_only=True)
class PseudonymTaken(Fact):
    """Somebody in a group has a new pseudonym; it is recorded as done by the pseudonym itself."""

    name = "pseudonyms.taken"
    pseudonym_id: int


@dataclass(frozen=True, kw_only=True)
class UnsealingAsked(Fact):
    """An administrator asks to learn who is behind a pseudonym."""

    name = "pseudonyms.unsealing_asked"
    unsealing_id: int


@dataclass(frozen=True, kw_only=True)
class UnsealingConsented(Fact):
    """A second administrator consented: both know now, and whoever wrote is told."""

    name = "pseudonyms.unsealing_consented"
    unsealing_id: int


@dataclass(frozen=True, kw_only=True)
class UnsealingDeclined(Fact):
    """A second administrator declined: nobody learned anything."""

    name = "pseudonyms.unsealing_declined"
    unsealing_id: int
