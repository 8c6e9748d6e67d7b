"""What importing tells the rest of the house. The items themselves come as `items.imported`."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ImportStarted(Fact):
    """Somebody brings things in from elsewhere."""

    name = "connect.import_started"
    import_id: int


@dataclass(frozen=True, kw_only=True)
class ImportEnded(Fact):
    """An import has come to its end; its report says what was left out."""

    name = "connect.import_ended"
    import_id: int


@dataclass(frozen=True, kw_only=True)
class IdentityClaimed(Fact):
    """Somebody says that an imported person is them."""

    name = "connect.identity_claimed"
    shadow_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class IdentityConfirmed(Fact):
    """What an imported person wrote belongs to somebody with an account now."""

    name = "connect.identity_confirmed"
    shadow_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ClaimRejected(Fact):
    """An imported person is not who claimed to be them."""

    name = "connect.claim_rejected"
    shadow_id: int
    person_id: int
