"""Everything that changes the library. The live text changes only by `publish`."""

from lorehouse.library.actions.drafting import SavedMeanwhile, draft, save, submit, take_back
from lorehouse.library.actions.erasing import erase_handle, erase_words
from lorehouse.library.actions.experience import leave_field_note, rate_helpfulness
from lorehouse.library.actions.keeping import (
    archive,
    hand_over,
    put_back,
    show_to,
    take_down,
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
    "erase_handle",
    "erase_words",
    "hand_over",
    "leave_field_note",
    "move",
    "open_space",
    "publish",
    "put_back",
    "rate_helpfulness",
    "review",
    "save",
    "show_to",
    "submit",
    "take_back",
    "take_down",
    "text_to_show",
    "unarchive",
    "unpublish",
    "verify",
]
