"""What the API takes."""

from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field


class Given(Schema):
    """What is sent; unknown fields are refused, so that a typing error does not pass in silence."""

    model_config = ConfigDict(extra="forbid")


class NewItem(Given):
    """Something to post: to an audience or group, or below another item."""

    kind: Literal["note", "blog", "question", "answer", "comment"]
    title: str = ""
    body: str = ""
    audience: str = ""
    group: str = ""
    tags: list[str] = []
    reply_to: int | None = None


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


class VoteValue(Given):
    """1 for useful, -1 for not useful."""

    value: Literal[1, -1]


class ReactionValue(Given):
    """An emoji."""

    emoji: str


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


class TextForAudience(Given):
    """A text on its way to an audience."""

    text: str
    audience: str = "public"


Json = dict[str, Any]
