"""What the notices tell the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class NoticeMade(Fact):
    """There is something addressed to somebody."""

    name = "notify.notice_made"
    notice_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class NoticesRead(Fact):
    """Somebody has read what was addressed to them: one notice, or all up to now (0)."""

    name = "notify.notices_read"
    person_id: int
    notice_id: int = 0


@dataclass(frozen=True, kw_only=True)
class CaughtUp(Fact):
    """Somebody has seen what their catch-up page showed."""

    name = "notify.caught_up"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PreferencesChanged(Fact):
    """Somebody chose what reaches them, and how."""

    name = "notify.preferences_changed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ParticipationChosen(Fact):
    """Somebody chose how much of a group's talk reaches them."""

    name = "notify.participation_chosen"
    person_id: int
    group_id: int


@dataclass(frozen=True, kw_only=True)
class FeedAddressRenewed(Fact):
    """Somebody's secret feed addresses are others now; the old ones open nothing."""

    name = "notify.feed_address_renewed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PushAllowed(Fact):
    """Somebody lets one of their browsers be told."""

    name = "notify.push_allowed"
    subscription_id: int


@dataclass(frozen=True, kw_only=True)
class PushStopped(Fact):
    """A browser is no longer told, because its person or its push service said so."""

    name = "notify.push_stopped"
    subscription_id: int
