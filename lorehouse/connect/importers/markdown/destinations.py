"""What the links of a page lead to."""

import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal
from urllib.parse import unquote

from lorehouse.connect.importers.markdown.tree import Page, Place, Tree

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")

Sort = Literal["page", "file", "broken", "left"]


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link leads: to a page, to a file, to nothing, or outside (`left` as it is)."""

    sort: Sort
    page: Page | None = None
    file: Place | None = None
    anchor: str = ""


LEFT, BROKEN = Destination("left"), Destination("broken")


class Map:
    """Finds what links mean, in one tree."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def follow(self, page: Page, written: str) -> Destination:
        """What the link `written` on `page` leads to."""
        address = written.strip().removeprefix("<").removesuffix(">").strip()
        if not address or address.startswith("#") or _SCHEME.match(address):
            return LEFT
        path, _, anchor = address.partition("#")
        path = unquote(path.partition("?")[0])
        for place in self._meant(page, path):
            if found := self._at(place, unquote(anchor)):
                return found
        return BROKEN

    def named(self, name: str) -> Page | None:
        """The page that `[[name]]` means: by its path from the top, or by its file's name."""
        place = Place(_normal(name.strip().lstrip("/")))
        for start in (Place(), self._tree.top):
            if page := self._tree.find_page(start / place):
                return page
        return self._by_stem.get(place.name.lower())

    def file_named(self, name: str) -> Place | None:
        """The file that `![[name]]` shows."""
        place = Place(_normal(name.strip()))
        return place if place in self._tree.files else self._files_by_name.get(place.name.lower())

    def _meant(self, page: Page, path: str) -> list[Place]:
        """The places that a path on `page` may mean, likeliest first."""
        if path.startswith("/"):
            inside = _normal(path.lstrip("/"))
            return [Place(inside), self._tree.top / inside]
        return [Place(_normal(str(page.path.parent / path))) if path else page.path]

    def _at(self, place: Place, anchor: str) -> Destination | None:
        if page := self._tree.find_page(place):
            return Destination("page", page=page, anchor=anchor)
        if place in self._tree.files:
            return Destination("file", file=place)
        other = self._by_lower_case.get(str(place).lower())
        return self._at(other, anchor) if other and other != place else None

    @cached_property
    def _by_lower_case(self) -> dict[str, Place]:
        """Places by their path in lower case, with and without ending: some disks ignore case."""
        found: dict[str, Place] = {}
        for place in (*self._tree.pages, *self._tree.files):
            found.setdefault(str(place).lower(), place)
            found.setdefault(str(place.with_suffix("")).lower(), place)
        return found

    @cached_property
    def _by_stem(self) -> dict[str, Page]:
        found: dict[str, Page] = {}
        for page in self._tree.pages.values():
            found.setdefault(page.path.stem.lower(), page)
        return found

    @cached_property
    def _files_by_name(self) -> dict[str, Place]:
        return {place.name.lower(): place for place in sorted(self._tree.files, reverse=True)}


def _normal(path: str) -> str:
    """`path` without `.` and `..`; one that leads out of the tree stays below its root."""
    return posixpath.normpath("/" + path).lstrip("/") or "."
