"""Reads what the demo house says of itself: the YAML and Markdown in `content`."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from lorehouse.lib import frontmatter

CONTENT = Path(__file__).parent / "content"

Record = dict[str, Any]  # one entry of a YAML file; README.md beside the files lists its fields


@dataclass(frozen=True, kw_only=True)
class Page:
    """One article as its file has it: `said` is the front matter, `body` the newest text."""

    space: str
    slug: str
    said: Record
    body: str

    @property
    def name(self) -> str:
        """Where it stands, as bridges.yaml and wiki links have it: space/slug."""
        return f"{self.space}/{self.slug}"


def read_yaml(file: Path) -> Any:
    """What a YAML file says."""
    return yaml.load(file.read_text("utf-8"), yaml.CSafeLoader)


@cache
def house() -> Record:
    """People, groups and shelves."""
    said: Record = read_yaml(CONTENT / "house.yaml")
    return said


def kinds() -> Record:
    """Ideas, polls, links, and what is said under a pseudonym."""
    said: Record = read_yaml(CONTENT / "kinds.yaml")
    return said


def belongings() -> Record:
    """What people keep for themselves."""
    said: Record = read_yaml(CONTENT / "belongings.yaml")
    return said


def moderation() -> Record:
    """What is flagged, and what authors appeal against."""
    said: Record = read_yaml(CONTENT / "moderation.yaml")
    return said


@cache
def bridges() -> dict[str, Record]:
    """Where a conversation became an article, by the article's space/slug."""
    return {one["article"]: one for one in read_yaml(CONTENT / "bridges.yaml")["bridges"]}


@cache
def pages() -> tuple[Page, ...]:
    """Every article of the library."""
    return tuple(read_page(file) for file in sorted((CONTENT / "library").glob("*/*.md")))


def read_page(file: Path) -> Page:
    """The article in a file."""
    said, body = frontmatter.split(file.read_text("utf-8"))
    return Page(space=file.parent.name, slug=file.stem, said=said, body=body.strip())


def talk() -> Iterator[Record]:
    """Every conversation of the stream, as its file has it."""
    for file in sorted((CONTENT / "stream").glob("*.yaml")):
        yield from read_yaml(file)
