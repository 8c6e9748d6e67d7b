"""Everything that changes items and what people make of them."""

from lorehouse.items.actions.attaching import attach, hand_over
from lorehouse.items.actions.drafting import drop_draft, save_draft
from lorehouse.items.actions.erasing import (
    erase_files,
    erase_handle,
    erase_words,
    words_of,
)
from lorehouse.items.actions.judging import keep, react, read, vote
from lorehouse.items.actions.linking import link, rerender, unlink
from lorehouse.items.actions.listing import (
    change_list,
    drop_list,
    follow_list,
    move_on_list,
    open_list,
    put_on_list,
    take_off_list,
)
from lorehouse.items.actions.posting import (
    EditConflict,
    change_audience,
    edit,
    go_live,
    post,
    withdraw,
)
from lorehouse.items.actions.removing import bring_back, remove, restore, take_away

__all__ = [
    "EditConflict",
    "attach",
    "bring_back",
    "change_audience",
    "change_list",
    "drop_draft",
    "drop_list",
    "edit",
    "erase_files",
    "erase_handle",
    "erase_words",
    "follow_list",
    "go_live",
    "hand_over",
    "keep",
    "link",
    "move_on_list",
    "open_list",
    "post",
    "put_on_list",
    "react",
    "read",
    "remove",
    "rerender",
    "restore",
    "save_draft",
    "take_away",
    "take_off_list",
    "unlink",
    "vote",
    "withdraw",
    "words_of",
]
