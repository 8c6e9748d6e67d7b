"""What items tell the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ItemFact(Fact):
    """Something happened to one item."""

    name = "items.item"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemPosted(ItemFact):
    """Somebody contributed something, live or as a draft."""

    name = "items.posted"


@dataclass(frozen=True, kw_only=True)
class ItemEdited(ItemFact):
    """An item has a new version; the one before is kept as a revision."""

    name = "items.edited"
    version: int


@dataclass(frozen=True, kw_only=True)
class ItemWentLive(ItemFact):
    """A draft can be seen by its audience now."""

    name = "items.went_live"


@dataclass(frozen=True, kw_only=True)
class ItemWithdrawn(ItemFact):
    """A live item is a draft again."""

    name = "items.withdrawn"


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(ItemFact):
    """An item was taken away; it can be brought back."""

    name = "items.removed"


@dataclass(frozen=True, kw_only=True)
class ItemRestored(ItemFact):
    """A removed item was brought back."""

    name = "items.restored"


@dataclass(frozen=True, kw_only=True)
class AudienceChanged(ItemFact):
    """Other people may see an item now, and its whole thread."""

    name = "items.audience_changed"
    audience_id: int


@dataclass(frozen=True, kw_only=True)
class ItemsImported(Fact):
    """A batch of items came in from elsewhere: all those with ids from `first_id` to `last_id`."""

    name = "items.imported"
    first_id: int
    last_id: int


@dataclass(frozen=True, kw_only=True)
class VoteCast(ItemFact):
    """Somebody's opinion of an item is `value` now: 1, -1, or 0 for withdrawn."""

    name = "items.vote_cast"
    value: int


@dataclass(frozen=True, kw_only=True)
class ReactionChanged(ItemFact):
    """Somebody added an emoji to an item or took it back."""

    name = "items.reaction_changed"
    added: bool


@dataclass(frozen=True, kw_only=True)
class BookmarkChanged(ItemFact):
    """Somebody keeps an item for later, or no longer does."""

    name = "items.bookmark_changed"
    kept: bool


@dataclass(frozen=True, kw_only=True)
class ItemRead(ItemFact):
    """Somebody has read an item up to now."""

    name = "items.read"


@dataclass(frozen=True, kw_only=True)
class ItemsLinked(Fact):
    """One item points at another."""

    name = "items.linked"
    source_id: int
    target_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class ItemsUnlinked(Fact):
    """One item no longer points at another."""

    name = "items.unlinked"
    source_id: int
    target_id: int
    kind: str


@dataclass(frozen=True, kw_only=True)
class FileAttached(Fact):
    """A file was uploaded."""

    name = "items.file_attached"
    attachment_id: str


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Fact):
    """Something half-written was kept for its writer."""

    name = "items.draft_saved"
    draft_id: int


@dataclass(frozen=True, kw_only=True)
class DraftDropped(Fact):
    """Something half-written was posted or thrown away."""

    name = "items.draft_dropped"
    draft_id: int


@dataclass(frozen=True, kw_only=True)
class ListFact(Fact):
    """Something happened to one list."""

    name = "items.list"
    list_id: int


@dataclass(frozen=True, kw_only=True)
class ListOpened(ListFact):
    """Somebody began a list."""

    name = "items.list_opened"


@dataclass(frozen=True, kw_only=True)
class ListChanged(ListFact):
    """A list got another name, purpose or audience."""

    name = "items.list_changed"


@dataclass(frozen=True, kw_only=True)
class ListDropped(ListFact):
    """Somebody threw a list away."""

    name = "items.list_dropped"


@dataclass(frozen=True, kw_only=True)
class ListEntryPut(ListFact):
    """An item was put on a list, or its note there was changed."""

    name = "items.list_entry_put"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ListEntryTaken(ListFact):
    """An item was taken off a list."""

    name = "items.list_entry_taken"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ListEntryMoved(ListFact):
    """An item has another place on a list."""

    name = "items.list_entry_moved"
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ListFollowingChanged(ListFact):
    """Somebody follows a list (`on`), or no longer does."""

    name = "items.list_following_changed"
    on: bool
