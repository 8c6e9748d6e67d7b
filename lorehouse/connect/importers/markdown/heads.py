"""What a page says about itself: its front matter, and the heading it begins with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lorehouse.connect.importers.reading import Notes
from lorehouse.connect.importers.records import PersonRecord
from lorehouse.lib import frontmatter, times
from lorehouse.lib.markdown import extract

_HEADING = re.compile(
    r"\A\s*(?:#[ \t]+(?P<atx>[^\n]+?)[ \t]*#*[ \t]*(?:\n|\Z)|(?P<setext>[^\n]+)\n=+[ \t]*(?:\n|\Z))"
)
_TYPES = {"guide", "procedure", "best_practice", "faq", "reference", "policy", "decision"}
_USED = {
    "title", "author", "authors", "created", "date", "published", "edited", "updated", "lastmod",
    "last_updated", "modified", "tags", "keywords", "categories", "type", "draft", "weight",
    "nav_order", "sidebar_position", "order", "position", "audience", "aliases",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Head:
    """What is known of a page besides its text."""

    title: str
    author: PersonRecord | None
    created: datetime | None
    edited: datetime | None
    tags: tuple[str, ...]
    type: str
    draft: bool
    position: int | None
    audience: str
    names: tuple[str, ...]


def read(text: str, *, otherwise: str, path: str, notes: Notes) -> tuple[Head, str]:
    """The head of a page and its body; `otherwise` is the title of one that names none."""
    said, body = split(text, path=path, notes=notes)
    for name in said.keys() - _USED:
        notes.lose(f"front matter field “{name[:40]}”", path)
    title, body = title_of(said, body, otherwise)
    return _head(said, title, path, notes), body


def split(text: str, *, path: str = "", notes: Notes | None = None) -> tuple[dict[str, Any], str]:
    """Front matter, its names in lower case, and the text below it, even where it is faulty."""
    try:
        said, body = frontmatter.split(text)
    except frontmatter.BadFrontMatter as reason:
        said, body = frontmatter.split_loosely(text)
        if notes:
            notes.lose("front matter that is not YAML (read line by line)", f"{path}: {reason}")
    return {name.lower(): value for name, value in said.items()}, body


def _head(said: Mapping[str, Any], title: str, path: str, notes: Notes) -> Head:
    kind = _text(said.get("type")).lower().replace(" ", "_")
    return Head(
        title=title[:250],
        author=_author(said.get("author") or said.get("authors")),
        created=_time(said, ("created", "date", "published"), path, notes),
        edited=_time(
            said, ("edited", "updated", "lastmod", "last_updated", "modified"), path, notes
        ),
        tags=_words(said.get("tags")) or _words(said.get("keywords") or said.get("categories")),
        type=kind if kind in _TYPES else "guide",
        draft=said.get("draft") is True,
        position=_position(said),
        audience=_audience(said, path, notes),
        names=_words(said.get("aliases")),
    )


def title_of(said: Mapping[str, Any], body: str, otherwise: str) -> tuple[str, str]:
    """The page's title, and its text without the heading that repeats it."""
    named = _text(said.get("title"))
    heading = _HEADING.match(body)
    if heading is None:
        return named or otherwise, body
    first = extract(heading["atx"] or heading["setext"])
    if named and named.casefold() != first.casefold():
        return named, body
    return first or named or otherwise, body[heading.end() :].lstrip("\n")


def _author(said: Any) -> PersonRecord | None:
    if isinstance(said, list):
        said = said[0] if said else None
    email = ""
    if isinstance(said, Mapping):
        email, said = _text(said.get("email")).lower(), said.get("name")
    name = _text(said)
    if match := re.fullmatch(r"(.*?)\s*<([^<>\s]+@[^<>\s]+)>", name):
        name, email = match[1], match[2].lower()
    if not name and not email:
        return None
    name = (name or email.split("@")[0])[:120]
    return PersonRecord(id=email or f"name:{name}"[:120], name=name, email=email)


def _time(
    said: Mapping[str, Any], fields: tuple[str, ...], path: str, notes: Notes
) -> datetime | None:
    for field in fields:
        value = said.get(field)
        if value is None:
            continue
        try:
            return times.parse(value.isoformat() if isinstance(value, date) else str(value))
        except times.NotATime:
            notes.lose(f"dates that cannot be read ({field})", f"{path}: {value}")
    return None


def _words(said: Any) -> tuple[str, ...]:
    if isinstance(said, str):
        said = said.split(",")
    if not isinstance(said, list):
        return ()
    return tuple(word for one in said if (word := _text(one)))[:12]


def _position(said: Mapping[str, Any]) -> int | None:
    for field in ("position", "weight", "nav_order", "sidebar_position", "order"):
        value = said.get(field)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31:
            return value
    return None


def _audience(said: Mapping[str, Any], path: str, notes: Notes) -> str:
    """Only the two audiences that every house has: other words mean something else elsewhere."""
    named = _text(said.get("audience"))
    if named and named not in ("public", "members"):
        notes.lose("front matter field “audience”", f"{path}: {named}")
        return ""
    return named


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""
