"""The conversations of the demo house. content/README-stream.md describes their notation."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal

from lorehouse.lib.errors import Unfit
from lorehouse.site.demo import content
from lorehouse.site.demo.content import Record

BESIDE_THE_HEAD = {"comments", "reactions", "edits", "removed"}

_HEAD = re.compile(
    r"(?P<author>[a-z]+) (?P<after>\d+[mhd])(?: \+(?P<up>\d+))?(?: -(?P<down>\d+))?"
    r"(?P<accepted> accepted)?"
)
_UNIT = {"m": "minutes", "h": "hours", "d": "days"}


@dataclass(frozen=True, kw_only=True)
class Edit:
    """A later change by the author: `text` is added at the end, or replaces the whole."""

    after: timedelta
    text: str
    way: Literal["append", "body"]


@dataclass(frozen=True, kw_only=True)
class Removal:
    """Somebody took it away: its author, or a moderator, who cites a rule and gives the reason."""

    by: str
    after: timedelta
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What every contribution has: writer, text, and what others made of it.

    `after` counts from the beginning of the conversation.
    """

    author: str
    body: str
    after: timedelta
    up: int = 0
    down: int = 0
    reactions: dict[str, int] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    removed: Removal | None = None


@dataclass(frozen=True, kw_only=True)
class Reply(Contribution):
    """An answer or a comment, with the comments below it."""

    kind: Literal["answer", "comment"]
    accepted: bool = False
    comments: tuple["Reply", ...] = ()

    def everything(self) -> Iterator["Reply"]:
        """Itself and all replies below it."""
        yield self
        for one in self.comments:
            yield from one.everything()


@dataclass(frozen=True, kw_only=True)
class Conversation(Contribution):
    """A note, a blog post or a question, with everything said below it."""

    key: str
    kind: Literal["note", "blog", "question"]
    where: str
    title: str = ""
    tags: tuple[str, ...] = ()
    days_ago: float
    duplicate_of: str = ""
    replies: tuple[Reply, ...] = ()

    def everything(self) -> list[Reply]:
        """All replies, however deep, in order of time: number 1 of bridges.yaml is the first."""
        below = [one for reply in self.replies for one in reply.everything()]
        return sorted(below, key=lambda one: one.after)

    @property
    def lasts(self) -> timedelta:
        """From the first word to the last."""
        said = (self, *self.everything())
        changes = [edit.after for one in said for edit in one.edits]
        removals = [one.removed.after for one in said if one.removed]
        return max([*(one.after for one in said), *changes, *removals])


def all_of_them() -> list[Conversation]:
    """Every conversation of the demo house."""
    return [conversation(said) for said in content.talk()]


def conversation(said: Record) -> Conversation:
    """One conversation. Raises Unfit where its notation cannot be read."""
    answers = (reply(one, "answer") for one in said.get("replies", []))
    comments = (reply(one, "comment") for one in said.get("comments", []))
    votes = said.get("votes", {})
    return Conversation(
        key=said["key"],
        kind=said["kind"],
        where=said["where"],
        author=said["author"],
        title=said.get("title", ""),
        body=said["body"].strip(),
        tags=tuple(said.get("tags", ())),
        days_ago=said["days_ago"],
        after=timedelta(),
        up=votes.get("up", 0),
        down=votes.get("down", 0),
        reactions=said.get("reactions", {}),
        edits=_edits(said),
        removed=_removal(said),
        duplicate_of=said.get("duplicate_of", ""),
        replies=(*answers, *comments),
    )


def reply(said: Record, kind: Literal["answer", "comment"]) -> Reply:
    """One reply; its head (`ruth 3h +16 accepted`) is the key of its text."""
    head, body = _text(said)
    match = _HEAD.fullmatch(head)
    if match is None:
        raise Unfit(f"“{head}” does not say who replied and how long after.")
    return Reply(
        kind=kind,
        author=match["author"],
        body=body.strip(),
        after=span(match["after"]),
        up=int(match["up"] or 0),
        down=int(match["down"] or 0),
        accepted=bool(match["accepted"]),
        reactions=said.get("reactions", {}),
        edits=_edits(said),
        removed=_removal(said),
        comments=tuple(reply(one, "comment") for one in said.get("comments", [])),
    )


def span(short: str) -> timedelta:
    """A time such as 20m, 3h or 8d."""
    return timedelta(**{_UNIT[short[-1]]: int(short[:-1])})


def _text(said: Record) -> tuple[str, str]:
    heads = [key for key in said if key not in BESIDE_THE_HEAD]
    if len(heads) != 1 or not isinstance(said[heads[0]], str):
        raise Unfit(f"A reply has one head and one text; this has {heads}.")
    return heads[0], said[heads[0]]


def _removal(said: Record) -> Removal | None:
    if "removed" not in said:
        return None
    gone = said["removed"]
    return Removal(
        by=gone["by"],
        after=span(gone["after"]),
        rule=gone.get("rule", ""),
        reason=gone.get("reason", ""),
    )


def _edits(said: Record) -> tuple[Edit, ...]:
    return tuple(
        Edit(after=span(one["after"]), text=one[way].strip(), way=way)
        for one in said.get("edits", [])
        for way in ("append", "body")
        if way in one
    )
