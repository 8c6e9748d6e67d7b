"""What the bridge tells the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ThreadDistilled(Fact):
    """A draft article was made out of a conversation."""

    name = "bridge.thread_distilled"
    thread_id: int
    article_id: int


@dataclass(frozen=True, kw_only=True)
class PassagesAdded(Fact):
    """More of a conversation was brought into an article's draft."""

    name = "bridge.passages_added"
    thread_id: int
    article_id: int
