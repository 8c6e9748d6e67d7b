"""What the disclosure gate tells the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class GatePassed(Fact):
    """Somebody asked the gate before showing something to a wider audience, and it let it pass."""

    name = "disclosure.gate_passed"
    passage_id: int


@dataclass(frozen=True, kw_only=True)
class GateHeld(Fact):
    """The gate did not let something pass."""

    name = "disclosure.gate_held"
    passage_id: int
