"""What reading a Markdown text gives back."""

from dataclasses import dataclass, field

from lorehouse.lib.errors import Unfit

#: A longer text is refused: nobody reads it on one page, and it would hold a process for seconds.
LONGEST = 1_000_000


class TooLong(Unfit):
    """The text has more than `LONGEST` characters."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading: its level from 1 to 6, its plain text, and the `id` it carries on the page."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class WikiLink:
    """One `[[target#heading|label]]`; `anchor` is the `id` of the heading, or empty."""

    target: str
    label: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block (paragraph, heading, list, table, …) of a text.

    `start` and `end` are offsets in characters, so `source[start:end] == markdown`.
    """

    key: str
    markdown: str
    text: str
    start: int
    end: int


@dataclass(slots=True)
class Rendered:
    """A text as safe HTML, and what was found in it, in order of appearance.

    `mentions` are handles without `@`, `tags` names in lower case without `#`; both without
    repetition, and whether or not anybody answers to them. `images` and `links` are addresses as
    they were written.
    """

    html: str = ""
    text: str = ""
    toc: list[Heading] = field(default_factory=list)
    wiki_links: list[WikiLink] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    @property
    def attachments(self) -> list[str]:
        """Addresses of attachments of this house that the text shows or links to."""
        return [url for url in (*self.images, *self.links) if url.startswith("/attachments/")]
