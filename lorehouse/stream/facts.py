"""What the stream tells the rest of the house. That something was posted is `items.posted`."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class AnswerAccepted(Fact):
    """The asker says that an answer solved the question."""

    name = "stream.answer_accepted"
    question_id: int
    answer_id: int


@dataclass(frozen=True, kw_only=True)
class AcceptanceWithdrawn(Fact):
    """The asker says that the accepted answer did not solve the question after all."""

    name = "stream.acceptance_withdrawn"
    question_id: int
    answer_id: int


@dataclass(frozen=True, kw_only=True)
class BallotCast(Fact):
    """Somebody voted in a poll, changed their vote or took it back; what it was is not said."""

    name = "stream.ballot_cast"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class PollClosed(Fact):
    """A poll was closed before its time."""

    name = "stream.poll_closed"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class IdeaMoved(Fact):
    """An idea came to another stage: proposed, debated, trial, adopted or declined."""

    name = "stream.idea_moved"
    item_id: int
    stage: str


@dataclass(frozen=True, kw_only=True)
class LinkShared(Fact):
    """Somebody shared the address of a page outside."""

    name = "stream.link_shared"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class LinkRead(Fact):
    """The page behind a shared link was looked at, and its text may be another one now."""

    name = "stream.link_read"
    item_id: int
