"""Everything that changes the stream. Posting needs nobody's approval."""

from lorehouse.stream.actions.erasing import erase_words
from lorehouse.stream.actions.ideas import argue, move, propose, report
from lorehouse.stream.actions.links import look, share
from lorehouse.stream.actions.polls import cast, close, open_poll
from lorehouse.stream.actions.talking import (
    accept,
    answer,
    ask,
    comment,
    publish_blog,
    withdraw_acceptance,
    write_note,
)

__all__ = [
    "accept",
    "answer",
    "argue",
    "ask",
    "cast",
    "close",
    "comment",
    "erase_words",
    "look",
    "move",
    "open_poll",
    "propose",
    "publish_blog",
    "report",
    "share",
    "withdraw_acceptance",
    "write_note",
]
