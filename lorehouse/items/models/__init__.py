"""The spine: items, and what people do with them."""

from lorehouse.items.models.attachments import Attachment, AttachmentUse
from lorehouse.items.models.drafts import Draft
from lorehouse.items.models.items import Item, Removal, Revision
from lorehouse.items.models.judgements import Bookmark, Reaction, Reading, Vote
from lorehouse.items.models.links import Link, Name, Wanted
from lorehouse.items.models.lists import List, ListEntry, ListFollowing
from lorehouse.items.models.tags import Tag, Tagging

__all__ = [
    "Attachment",
    "AttachmentUse",
    "Bookmark",
    "Draft",
    "Item",
    "Link",
    "List",
    "ListEntry",
    "ListFollowing",
    "Name",
    "Reaction",
    "Reading",
    "Removal",
    "Revision",
    "Tag",
    "Tagging",
    "Vote",
    "Wanted",
]
