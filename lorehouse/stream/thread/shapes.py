"""A conversation as its page shows it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lorehouse.stream.feed import Byline, address


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Reply:
    """An answer or a comment. `to` is whom a comment replies to when that is not its top.

    It is put together while it is read and not changed afterwards; pages keep what they made of
    an equal one. `is_new` says that it came after the reader's last visit.
    """

    pk: int
    parent_id: int
    kind: str
    state: str
    html: str
    score: int
    version: int
    created_at: datetime
    edited_at: datetime | None
    author: Byline
    remover_id: int | None
    mine: int
    accepted: bool = False
    is_new: bool = False
    to: Byline | None = None
    reactions: tuple[tuple[str, int, bool], ...] = ()
    comments: tuple["Reply", ...] = ()
    comment_count: int = 0

    @property
    def is_removed(self) -> bool:
        """Whether only the gap is shown."""
        return self.state != "live"


@dataclass(slots=True, kw_only=True)
class Thread:
    """What a conversation begins with, and one page of its replies."""

    pk: int
    kind: str
    title: str
    html: str
    score: int
    reply_count: int
    version: int
    created_at: datetime
    edited_at: datetime | None
    audience_id: int
    audience_kind: str
    audience_name: str
    group: tuple[str, str] | None
    group_purpose: str
    author: Byline
    author_standing: str
    accepted_id: int | None
    mine: int
    saved: bool
    read_at: datetime | None
    sort: str
    tags: list[str] = field(default_factory=list)
    reactions: tuple[tuple[str, int, bool], ...] = ()
    comments: tuple[Reply, ...] = ()
    comment_count: int = 0
    replies: list[Reply] = field(default_factory=list)
    next: str = ""
    previous: str = ""
    people: list[Any] = field(default_factory=list)
    unread: int = 0
    new_from: int = 0  # the reply on this page with which begins what the reader has not seen

    @property
    def url(self) -> str:
        """The thread's address."""
        return address(self.pk, self.title)

    @property
    def reply_kind(self) -> str:
        """What people reply with: answers to a question, comments to all else."""
        return "answer" if self.kind == "question" else "comment"
