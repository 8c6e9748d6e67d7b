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
