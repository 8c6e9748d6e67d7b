"""What the ways in and out tell the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class TokenMade(Fact):
    """Somebody can use the API with a new token."""

    name = "connect.token_made"
    token_id: int


@dataclass(frozen=True, kw_only=True)
class TokenRevoked(Fact):
    """A token opens nothing any more."""

    name = "connect.token_revoked"
    token_id: int


@dataclass(frozen=True, kw_only=True)
class ReplyReceived(Fact):
    """A reply came in by mail and was posted."""

    name = "connect.reply_received"
    item_id: int
