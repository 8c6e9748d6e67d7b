"""The versions of an item, as far as one reader may see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor


@dataclass(frozen=True, kw_only=True)
class Version:
    """One text of an item: who wrote it, from when it stood, what they said of it."""

    number: int
    title: str
    body: str
    editor: Person
    at: datetime
    note: str
    is_newest: bool


def versions(item: Item, reader: Person | Visitor) -> list[Version]:
    """All versions that `reader` may see, the newest first."""
    return sorted(_versions(item, reader), key=lambda one: -one.number)


def _versions(item: Item, reader: Person | Visitor) -> Iterator[Version]:
    kept = item.revisions.visible_to(reader).select_related("editor")
    newest = None
    for one in kept:
        if one.number == item.version:
            newest = one  # signed when it began; its text is the item's
        elif one.number:
            yield Version(
                number=one.number,
                title=one.title,
                body=one.body,
                editor=one.editor,
                at=one.at,
                note=one.note,
                is_newest=False,
            )
    if item.version:
        yield Version(
            number=item.version,
            title=item.title,
            body=item.body,
            editor=newest.editor if newest else item.author,
            at=newest.at if newest else item.edited_at or item.created_at,
            note=newest.note if newest else "",
            is_newest=True,
        )
