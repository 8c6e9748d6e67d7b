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


@dataclass(frozen=True, kw_only=True)
class ItemPinned(Fact):
    """A steward keeps something on top of a group's page, or among what the group decided."""

    name = "bridge.item_pinned"
    group_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemUnpinned(Fact):
    """Something is no longer pinned to a group's page."""

    name = "bridge.item_unpinned"
    group_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class AccessRequested(Fact):
    """Somebody asks to see something; one of `decider_ids` decides."""

    name = "bridge.access_requested"
    request_id: int
    person_id: int
    decider_ids: list[int]


@dataclass(frozen=True, kw_only=True)
class AccessGranted(Fact):
    """Somebody may see what they asked for, or is invited where it is."""

    name = "bridge.access_granted"
    request_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AccessDeclined(Fact):
    """Somebody may not see what they asked for. They are not told."""

    name = "bridge.access_declined"
    request_id: int
