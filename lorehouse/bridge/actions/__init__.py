"""Everything that joins things of several rooms: distilling, pinning, asking for access."""

from lorehouse.bridge.actions.access import ask_for_access, decline_access, grant_access
from lorehouse.bridge.actions.distilling import (
    Passage,
    add_passages,
    ask_about,
    chosen,
    distil,
    starting_audience,
)
from lorehouse.bridge.actions.erasing import erase_handle, erase_words
from lorehouse.bridge.actions.pinning import pin, unpin

__all__ = [
    "Passage",
    "add_passages",
    "ask_about",
    "ask_for_access",
    "chosen",
    "decline_access",
    "distil",
    "erase_handle",
    "erase_words",
    "grant_access",
    "pin",
    "starting_audience",
    "unpin",
]
