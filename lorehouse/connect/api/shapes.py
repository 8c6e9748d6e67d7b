"""What the API takes."""

from datetime import datetime
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class Given(Schema):
    """What is sent; unknown fields are refused, so that a typing error does not pass in silence."""

    model_config = ConfigDict(extra="forbid")


class NewItem(Given):
    """Something to post: to an audience or group, or below another item."""

    kind: Literal[
        "note", "blog", "question", "link", "idea", "poll",
        "answer", "comment", "argument", "experience",
    ]  # fmt: skip
    title: str = ""
    body: str = ""
    audience: str = ""
    group: str = ""
    tags: list[str] = []
    reply_to: int | None = None
    pseudonym: str = Field("", description="A handle of one's own, or new:<group>")
    address: str = Field("", description="Of a link")
    options: list[str] = Field([], description="Of a poll; without any it is yes or no")
    several: bool = Field(False, description="Of a poll: several may be chosen")
    by_name: bool = Field(False, description="Of a poll: who chose what is shown")
    results: Literal["after_vote", "after_close"] = "after_vote"
    closes: datetime | None = Field(None, description="Of a poll")
    side: Literal["for", "against"] = Field("for", description="Of an argument")
    outcome: Literal["worked", "changes", "failed"] = Field(
        "worked", description="Of an experience"
    )
    circumstances: str = Field("", description="Of an experience")


class ChangedItem(Given):
    """What to change of an item; what is left out stays."""

    title: str | None = None
    body: str | None = None
    tags: list[str] | None = None
    note: str = ""
    version: int | None = None


class NewReply(Given):
    """A reply: an answer to a question unless `kind` says comment, else a comment."""

    body: str
    kind: Literal["answer", "comment"] | None = None
    pseudonym: str = ""


class BallotValue(Given):
    """The options one chooses in a poll."""

    options: list[int]


class StageValue(Given):
    """Where an idea goes, and why."""

    stage: Literal["proposed", "debated", "trial", "adopted", "declined"]
    reason: str = ""


class NewFlag(Given):
    """A rule an item breaks, by its slug, and a word on it."""

    rule: str
    words: str = ""
    show_to_house: bool = False


class VoteValue(Given):
    """1 for useful, -1 for not useful."""

    value: Literal[1, -1]


class ReactionValue(Given):
    """An emoji."""

    emoji: str


class NewList(Given):
    """A list; `audience` is `me` for a private one."""

    title: str
    purpose: str = ""
    audience: str = "me"


class ChangedList(Given):
    """What to change of a list; what is left out stays."""

    title: str | None = None
    purpose: str | None = None
    audience: str | None = None


class EntryNote(Given):
    """What its keeper says of an entry."""

    note: str = ""


class ChosenPassage(Given):
    """A block of an item; without `block`, all of it."""

    item: int
    block: str = ""


class NewDistillation(Given):
    """An article to be made of a conversation. Without passages: its accepted or best answer."""

    space: str
    title: str = ""
    type: str = "guide"
    tags: list[str] = []
    passages: list[ChosenPassage] = []


class NewSpace(Given):
    """A space."""

    name: str
    slug: str = ""
    purpose: str = ""
    audience: str = "members"


class NewArticle(Given):
    """The first text of an article: a draft until it is submitted, approved and published."""

    space: str
    title: str
    body: str = ""
    type: str = "guide"
    tags: list[str] = []
    parent: int | None = None
    audience: str = ""


class ChangedArticle(Given):
    """A proposed text; the live one stays until the proposal is approved."""

    title: str | None = None
    body: str | None = None
    tags: list[str] | None = None
    note: str = ""
    version: int | None = Field(None, description="The live version this was written against")


class NewReview(Given):
    """A reviewer's decision about the article's proposal in review."""

    decision: Literal["approve", "ask_changes"]
    note: str = ""
    proposal: int | None = None


class Submission(Given):
    """Nothing is needed."""


class NewFieldNote(Given):
    """How an article worked."""

    outcome: Literal["worked", "changes", "failed"]
    body: str
    circumstances: str = ""


class HelpfulValue(Given):
    """Whether it helped."""

    helpful: bool
    reason: str = ""


class AudienceValue(Given):
    """Another audience, and why it may pass when the disclosure gate holds it."""

    audience: str
    reason: str = ""


class NewGroup(Given):
    """A group; its founder is its first member."""

    name: str
    purpose: str
    slug: str = ""
    entry: Literal["open", "request", "invitation"] = "open"
    open_to_members: bool = True
    welcome: str = ""


class Asking(Given):
    """A word to the stewards of a group one asks to be let into."""

    words: str = ""


class PinValue(Given):
    """Whether it is pinned as something the group decided."""

    decision: bool = False


class NewAccessRequest(Given):
    """An address of this house, and a word to whoever looks after it."""

    address: str
    words: str = Field("", max_length=500)


class AccessDecision(Given):
    """What becomes of a request."""

    decision: Literal["grant", "decline"]


class TextForAudience(Given):
    """A text on its way to an audience."""

    text: str
    audience: str = "public"


Json = dict[str, Any]
