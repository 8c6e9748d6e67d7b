"""Those who listen, and what they are told."""

from dataclasses import dataclass
from typing import NamedTuple

from lorehouse.realtime.subjects import Reader


class Topic(NamedTuple):
    """One thing to listen to: the name of its subject, and which one it is."""

    subject: str
    key: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Listener:
    """One open page, or a program. `session` is empty for visitors and for tokens.

    With `wants_facts` it is told what happened instead of how a page shows it.
    """

    reader: Reader
    topics: tuple[Topic, ...]
    session: str = ""
    wants_facts: bool = False


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Bytes for one listener; after the `last` their stream ends."""

    to: Listener
    data: bytes
    last: bool = False
