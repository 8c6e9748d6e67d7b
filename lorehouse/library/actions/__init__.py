"""Everything that changes the library. The live text changes only by `publish`."""

from lorehouse.library.actions.drafting import SavedMeanwhile, draft, save, submit, take_back
from lorehouse.library.actions.experience import leave_field_note, rate_helpfulness
from lorehouse.library.actions.keeping import (
    archive,
    hand_over,
    show_to,
    text_to_show,
    unarchive,
    unpublish,
    verify,
)
from lorehouse.library.actions.placing import move
from lorehouse.library.actions.review import Outdated, publish, review
from lorehouse.library.actions.spaces import change_space, open_space

__all__ = [
    "Outdated",
    "SavedMeanwhile",
    "archive",
    "change_space",
    "draft",
    "hand_over",
    "leave_field_note",
    "move",
    "open_space",
    "publish",
    "rate_helpfulness",
    "review",
    "save",
    "show_to",
    "submit",
    "take_back",
    "text_to_show",
    "unarchive",
    "unpublish",
    "verify",
]
