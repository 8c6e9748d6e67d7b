"""What search is given and what it gives back: documents, readers, filters, hits."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """One findable thing, as plain text.

    `context` is what the thing stands under and does not say itself (the question an answer
    belongs to). `language` is an ISO 639-1 code, "" when nobody knows. `merit` is what peers make
    of it, from 0 to 1; until `vouched_until` somebody answers for it (a verification, the asker's
    acceptance).
    """

    key: int
    kind: str
    lane: str
    audience_id: int
    created_at: datetime
    updated_at: datetime
    source_id: str = ""
    thread: int | None = None  # the key of the document it stands below
    author_id: int | None = None
    group_id: int | None = None
    space_id: int | None = None
    tags: tuple[str, ...] = ()
    title: str = ""
    context: str = ""
    headings: tuple[str, ...] = ()
    body: str = ""
    language: str = ""
    merit: float = 0.0
    aside: bool = False  # said in passing, about something that can be found itself
    vouched_until: datetime | None = None


@dataclass(frozen=True)
class Viewer:
    """On whose behalf is searched: the audiences held. No read goes without one."""

    audiences: frozenset[int]
    sees_everything: bool = False


OPERATOR = Viewer(frozenset(), sees_everything=True)  # the person at the machine's own terminal


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What results are limited to. An empty set does not limit; of `tags` all must be there."""

    lanes: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    spaces: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    threads: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    tags: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is looked for: `words` any of which may match, `phrases` and `without` that decide."""

    words: str
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One document found. `score` is from 0 to about 1.1; `snippet` is safe HTML with `<mark>`."""

    key: int
    score: float
    lane: str = ""
    thread: int = 0  # the key of the document it stands below, its own if it stands below none
    beside: int = 0  # further hits of its thread, where those are left out
    source_id: str = ""
    snippet: str = ""


Counts = dict[str | int, int]


@dataclass(frozen=True, kw_only=True)
class Hits:
    """A page of hits, best first.

    `more` says that others follow, `elsewhere` has the best of the lane that the page has none of.
    `total` and `counts` (by lane, kind, space, group, tag, author, time) are of those documents
    that match closely, not of everything that shares a word. `corrected` is the question with its
    misspelt words put right, "" when there was nothing to put right.
    """

    hits: list[Hit]
    more: bool = False
    elsewhere: tuple[Hit, ...] = ()
    total: int = 0
    counts: dict[str, Counts] = field(default_factory=dict)
    corrected: str = ""


@dataclass(frozen=True, kw_only=True)
class Health:
    """How the index is: whether it can serve, what it holds, how much room it takes in bytes."""

    serves: bool
    documents: int
    segments: int
    size: int
    generation: str
    trouble: str = ""
