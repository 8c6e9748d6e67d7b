"""Which pages a folder holds, and where each will stand in the library."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lorehouse.connect.importers.reading import Errand, NotThatSource
from lorehouse.lib import slugs

PAGE_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx"})
_INDEXES = ("index", "readme", "_index", "its folder's name")
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "__macosx", "venv"})
_LONGEST_SLUG, _LONGEST_SPACE = 120, 60

Place = PurePosixPath


@dataclass(slots=True)
class Page:
    """A page: its path below the folder that is imported, and its place in the library."""

    path: Place
    space: str
    slug: str = ""
    under: Place | None = None
    position: int = 0

    @property
    def target(self) -> str:
        """What a wiki link to it says."""
        return f"{self.space}/{self.slug}"


@dataclass(slots=True)
class Tree:
    """All pages by path, all other files, and the spaces with their names."""

    root: Path
    top: Place  # the folder that holds more than one thing
    pages: dict[Place, Page] = field(default_factory=dict)
    files: set[Place] = field(default_factory=set)
    spaces: dict[str, str] = field(default_factory=dict)
    indexes: dict[Place, Place] = field(default_factory=dict)  # of a folder, the page for it

    def find_page(self, place: Place) -> Page | None:
        """The page that a link to `place` means: it, its `.md`, or its folder's own page."""
        for candidate in _readings(place):
            if page := self.pages.get(candidate):
                return page
        index = self.indexes.get(place)
        return self.pages[index] if index else None


def plant(errand: Errand) -> Tree:
    """The tree of the folder at `errand.path`. Raises NotThatSource."""
    found = sorted(_walk(errand), key=_natural)
    pages = [place for place in found if place.suffix.lower() in PAGE_ENDINGS]
    if not pages:
        raise NotThatSource(f"There is no Markdown file in {errand.path.name or errand.path}.")
    tree = Tree(errand.path, _top(found))
    tree.files = set(found) - set(pages)
    _find_indexes(tree, pages)
    _assign_spaces(tree, pages, errand)
    _assign_slugs(tree, errand)
    for position, page in enumerate(tree.pages.values()):
        page.under, page.position = _above(tree, page), position
    return tree


def humanise(name: str) -> str:
    """A file's or folder's name as a title: "on-boarding_101" gives "On boarding 101"."""
    words = re.sub(r"[-_\s]+", " ", name).strip()
    return words[:1].upper() + words[1:] if words else name


def _walk(errand: Errand) -> Iterator[Place]:
    root = errand.path
    if not root.is_dir():
        raise NotThatSource(f"{root} is not a folder.")

    def refuse(reason: OSError) -> None:
        if Path(reason.filename or "") == root:
            raise NotThatSource(f"{root} cannot be read: {(reason.strerror or '').lower()}.")
        errand.notes.skip(str(reason.filename), f"It cannot be read: {reason.strerror}.")

    for folder, folders, files in os.walk(root, onerror=refuse):
        here = Place(Path(folder).relative_to(root).as_posix())
        folders[:] = [n for n in folders if n[0] != "." and n.lower() not in _PASSED_OVER]
        for name in files:
            if Path(folder, name).is_symlink():
                errand.notes.lose("links to other files (symbolic links)", str(here / name))
            elif not name.startswith("."):
                yield here / name


def _natural(place: Place) -> list[list[tuple[int, str]]]:
    """A sorting key by which "2. b" comes before "10. a"."""
    return [
        [(int(digits), "") if digits else (-1, word.lower()) for digits, word in parts]
        for parts in (re.findall(r"(\d{1,9})|(\D+|\d+)", name) for name in place.parts)
    ]


def _top(found: list[Place]) -> Place:
    """The innermost folder that everything is in."""
    return Place(os.path.commonpath([place.parent for place in found]))


def _find_indexes(tree: Tree, pages: list[Place]) -> None:
    """Note which page speaks for a folder: its index, or the page beside it of the same name."""
    for page in pages:
        if _rank(page) < len(_INDEXES):
            best = tree.indexes.get(page.parent)
            if best is None or _rank(page) < _rank(best):
                tree.indexes[page.parent] = page
    folders = {above for place in pages for above in place.parents}
    for page in pages:
        beside = page.with_suffix("")
        if beside in folders and beside not in tree.indexes:
            tree.indexes[beside] = page


def _rank(page: Place) -> int:
    """How fit a page is to speak for its folder; 0 is fittest, len(_INDEXES) is unfit."""
    names = (*_INDEXES[:-1], page.parent.name.lower())
    stem = page.stem.lower()
    return names.index(stem) if stem in names else len(_INDEXES)


def _assign_spaces(tree: Tree, pages: list[Place], errand: Errand) -> None:
    """One space for each folder at the top, unless one for all was asked for."""
    spaces: dict[str, str] = {}
    for place in pages:
        space = errand.space
        if not space:
            inside = place.relative_to(tree.top).parts
            folder = inside[0] if len(inside) > 1 else tree.top.name or errand.path.resolve().name
            if folder not in spaces:
                spaces[folder] = _new_space(folder, tree, errand)
            space = spaces[folder]
        tree.pages[place] = Page(place, space)
    if errand.space:
        tree.spaces[errand.space] = humanise(errand.space)


def _new_space(folder: str, tree: Tree, errand: Errand) -> str:
    wanted = slugs.slugify(folder, longest=_LONGEST_SPACE) or "pages"
    slug = slugs.unused(
        wanted, lambda s: s in tree.spaces or s in errand.taken_spaces, longest=_LONGEST_SPACE
    )
    if slug != wanted:
        errand.notes.lose("addresses of spaces that were taken", f"{wanted} is {slug} here")
    tree.spaces[slug] = humanise(folder)[:80]
    return slug


def _assign_slugs(tree: Tree, errand: Errand) -> None:
    """Give each page a slug that is free in its space; shallow pages choose first."""
    taken = {space: set(errand.taken_slugs(space)) for space in tree.spaces}
    for page in sorted(tree.pages.values(), key=lambda p: (len(p.path.parts), _natural(p.path))):
        named = page.path.parent if tree.indexes.get(page.path.parent) == page.path else page.path
        name = named.stem if named == page.path else named.name
        wanted = slugs.slugify(name or page.space, longest=_LONGEST_SLUG) or "page"
        slug = wanted
        if slug in taken[page.space]:
            longer = slugs.slugify(f"{named.parent.name} {name}", longest=_LONGEST_SLUG)
            slug = slugs.unused(
                longer or wanted, taken[page.space].__contains__, longest=_LONGEST_SLUG
            )
            errand.notes.lose("addresses of pages that were taken", f"{page.path} is {slug} here")
        taken[page.space].add(slug)
        page.slug = slug


def _above(tree: Tree, page: Page) -> Place | None:
    """The page of the nearest folder above that has one, in the same space."""
    for folder in page.path.parents:
        index = tree.indexes.get(folder)
        if index and index != page.path and tree.pages[index].space == page.space:
            # The page beside a folder must not end up below itself.
            if page.path.with_suffix("") in index.parents:
                continue
            return index
    return None


def _readings(place: Place) -> Iterator[Place]:
    yield place
    if place.name:
        yield place.with_name(place.name + ".md")
        if place.suffix in (".html", ".htm"):
            yield place.with_suffix(".md")
