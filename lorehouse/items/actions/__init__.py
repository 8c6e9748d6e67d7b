"""Everything that changes items and what people make of them."""

from lorehouse.items.actions.attaching import attach
from lorehouse.items.actions.drafting import drop_draft, save_draft
from lorehouse.items.actions.judging import keep, react, read, vote
from lorehouse.items.actions.linking import link, rerender, unlink
from lorehouse.items.actions.posting import (
    EditConflict,
    change_audience,
    edit,
    go_live,
    post,
    withdraw,
)
from lorehouse.items.actions.removing import remove, restore

__all__ = [
    "EditConflict",
    "attach",
    "change_audience",
    "drop_draft",
    "edit",
    "go_live",
    "keep",
    "link",
    "post",
    "react",
    "read",
    "remove",
    "rerender",
    "restore",
    "save_draft",
    "unlink",
    "vote",
    "withdraw",
]
