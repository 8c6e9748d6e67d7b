"""What replies are shown with: no more than their HTML depends on, so that it can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lorehouse.stream.thread.shapes import Reply
from lorehouse.ui.filters import ago


@dataclass(frozen=True, slots=True)
class Viewer:
    """What a reply shows depends on no more of its reader than this."""

    pk: int | None
    is_moderator: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What a reply needs to know of its conversation."""

    pk: int
    url: str


def frame(context: Mapping[str, Any], viewer: Viewer, place: Place) -> dict[str, Any]:
    """What every reply on the page is shown with."""
    names = (
        "own",
        "voice",
        "voices",
        "may_judge",
        "may_reply",
        "may_accept",
        "refused",
        "refused_at",
    )
    return {name: context[name] for name in names} | {
        "more_ways": tuple(context["more_ways"]),
        "body": context["body"] if context["refused"] else "",
        "reader": viewer,
        "thread": place,
    }


def times(reply: Reply) -> tuple[str, ...]:
    """The words for the times of a reply and its comments: they change while nothing else does."""
    shown = (reply, *reply.comments)
    return tuple(ago(one.created_at) + ago(one.edited_at) for one in shown)
