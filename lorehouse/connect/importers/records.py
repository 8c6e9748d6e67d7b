"""What readers hand over, whatever the source: people, spaces, files, items and links.

Ids are the source's own, as text. They stay the same from one run to the next: a record that was
seen before is the same thing, changed if its contents differ.
"""

from datetime import datetime

import msgspec


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True, tag="person", omit_defaults=True):
    """Somebody who wrote something there."""

    id: str
    name: str
    email: str = ""
    department: str = ""
    bio: str = ""  # Markdown
    joined: datetime | None = None


class SpaceRecord(msgspec.Struct, frozen=True, kw_only=True, tag="space", omit_defaults=True):
    """A shelf that articles of this import stand on. Its id is its slug in this house."""

    id: str
    name: str
    purpose: str = ""


class FileRecord(msgspec.Struct, frozen=True, kw_only=True, tag="file", omit_defaults=True):
    """A file that items show or link; `id` is the UUID its address has in this house."""

    id: str
    name: str
    path: str  # where it lies until it is loaded
    size: int  # bytes
    sha256: str


class Version(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A text as it was before an edit."""

    title: str = ""
    body: str = ""
    author: str = ""  # a person's id
    at: datetime
    note: str = ""


class Shelf(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an article stands."""

    slug: str
    under: str = ""  # the id of the article above it
    position: int = 0
    type: str = "guide"


class ItemRecord(msgspec.Struct, frozen=True, kw_only=True, tag="item", omit_defaults=True):
    """A contribution of any kind.

    `up` and `down` are votes cast there, as numbers. `body` is Markdown, or HTML where `format`
    says so; `markdown` is the Markdown source of that HTML where the other house kept one.
    """

    id: str
    kind: str
    title: str = ""
    body: str = ""
    format: str = "markdown"
    markdown: str = ""
    author: str = ""  # a person's id; empty for nobody in particular
    created: datetime | None = None
    edited: datetime | None = None
    reply_to: str = ""
    accepted: bool = False
    up: int = 0
    down: int = 0
    tags: tuple[str, ...] = ()
    space: str = ""
    group: str = ""
    audience: str = ""
    shelf: Shelf | None = None
    names: tuple[str, ...] = ()  # other names that `[[…]]` shall find it by
    draft: bool = False
    versions: tuple[Version, ...] = ()  # earlier ones, oldest first
    editor: str = ""  # who made the present version, a person's id, if not the author
    note: str = ""  # what they said of it


class LinkRecord(msgspec.Struct, frozen=True, kw_only=True, tag="link", omit_defaults=True):
    """One item points at another; `kind` is one of `items.Link.Kind`."""

    id: str
    kind: str
    source: str
    target: str
    at: datetime | None = None


Record = PersonRecord | SpaceRecord | FileRecord | ItemRecord | LinkRecord

#: The order in which kinds are loaded.
KINDS: tuple[type[Record], ...] = (PersonRecord, SpaceRecord, FileRecord, ItemRecord, LinkRecord)

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[Record] = msgspec.json.Decoder(Record)


def encode(record: Record) -> bytes:
    """The record as the store keeps it."""
    return _encoder.encode(record)


def decode(payload: bytes) -> Record:
    """The record that `encode` made `payload` of."""
    return _decoder.decode(payload)
