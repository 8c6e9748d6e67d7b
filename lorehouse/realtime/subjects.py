"""What one can listen to: a conversation, the feed. Rooms further out say what each of them is."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from lorehouse.ledger.book import Told

EVERYBODY = 0  # in place of an audience: whoever asks, as long as their account is open


@dataclass(frozen=True, kw_only=True)
class Reader:
    """What of somebody who listens their fragments may depend on; `pk` is None for a visitor."""

    pk: int | None
    is_member: bool
    is_moderator: bool
    language: str


@dataclass(frozen=True, kw_only=True)
class News:
    """Facts that concern one thing listened to.

    `audience` is who may hear them, where those are not all who may listen to the thing.
    """

    key: int
    told: tuple[Told, ...]
    audience: int | None = None


class Telling(Protocol):
    """Some news, read from the database and ready to be put into words."""

    def seen_by(self, reader: Reader) -> Hashable:
        """What the words depend on: all for whom this is equal are told the same ones."""

    def words(self, seen: Hashable) -> str:
        """HTML for the page of those who are `seen`; empty when they are told nothing."""


class Subject(Protocol):
    """One sort of thing to listen to; its `name` stands in addresses."""

    name: ClassVar[str]
    facts: ClassVar[frozenset[str]]

    def audience(self, key: int) -> int | None:
        """Who may listen to the thing with this key now; None when nobody may."""

    def news(self, told: Sequence[Told], keys: frozenset[int]) -> list[News]:
        """What of `told` concerns things with these keys."""

    def telling(self, news: News) -> Telling:
        """Read what is needed to tell `news`."""


SUBJECTS: dict[str, Subject] = {}


def can_be_listened_to(subject: Subject) -> None:
    """Let `/live` take a subject, from now on."""
    SUBJECTS[subject.name] = subject
