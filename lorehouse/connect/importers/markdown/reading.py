"""A tree of Markdown files to spaces, articles and the files they show."""

import hashlib
import re
import uuid
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import yaml

from lorehouse.connect.importers.markdown import heads
from lorehouse.connect.importers.markdown.destinations import Map
from lorehouse.connect.importers.markdown.rewriting import Rewriter, plain_anchor
from lorehouse.connect.importers.markdown.tree import Page, Place, Tree, humanise, plant
from lorehouse.connect.importers.reading import Errand, too_long
from lorehouse.connect.importers.records import FileRecord, ItemRecord, Record, Shelf, SpaceRecord
from lorehouse.lib.markdown import LONGEST, extract
from lorehouse.lib.slugs import anchor

#: Bytes; what a house takes as an attachment.
LARGEST_FILE = 50 * 1024 * 1024
_FILES = uuid.UUID("6f0ad3f2-7a0e-4c3c-9a0c-5d0b0f3d1e77")
_HEADING = re.compile(
    r"^ {0,3}(?:> ?)?#{1,6}[ \t]+(.+?)[ \t#]*$|^(.+)\n(?:=+|-{2,})[ \t]*$", re.MULTILINE
)
_HIDDEN = re.compile(r"<!--.*?-->|^(`{3,}|~{3,})[^\n]*\n.*?^\1", re.DOTALL | re.MULTILINE)
_NAMED = re.compile(r"<[^>]*\b(?:id|name)=[\"']?([^\"'\s>]+)")


def read(errand: Errand) -> Iterator[Record]:
    """All that the folder at `errand.path` holds. Raises NotThatSource."""
    yield from _Handbook(errand, plant(errand)).records()


class _Handbook:
    """One reading of one tree."""

    def __init__(self, errand: Errand, tree: Tree) -> None:
        self._errand, self._tree, self._notes = errand, tree, errand.notes
        self._kept: dict[Place, FileRecord | None] = {}
        self._new: list[FileRecord] = []
        self._people: set[str] = set()
        self._rewriter = Rewriter(Map(tree), self._notes, self._keep, self._anchors)
        self._anchors_of = lru_cache(maxsize=None)(self._find_anchors)

    def records(self) -> Iterator[Record]:
        """Spaces, then pages, each after the people and files it needs."""
        said = self._said_of_spaces()
        for slug, name in self._tree.spaces.items():
            about = said.get(slug, {})
            yield SpaceRecord(
                id=slug, name=str(about.get("name") or name)[:80],
                purpose=str(about.get("purpose") or "")[:1000],
            )  # fmt: skip
        for page in self._tree.pages.values():
            yield from self._page(page)
        for place in sorted(self._tree.files - self._kept.keys()):
            self._notes.lose("files that no page shows or links", str(place))

    def _said_of_spaces(self) -> dict[str, dict[str, object]]:
        """Names and purposes of spaces, which our own export keeps beside them."""
        place = Place("spaces.yaml")
        if place not in self._tree.files:
            return {}
        self._kept[place] = None
        try:
            said = yaml.safe_load((self._tree.root / place).read_text("utf-8"))
        except (OSError, ValueError, yaml.YAMLError) as reason:
            self._notes.lose("spaces.yaml cannot be read", str(reason)[:100])
            return {}
        pairs = said.items() if isinstance(said, dict) else ()
        return {str(slug): about for slug, about in pairs if isinstance(about, dict)}

    def _page(self, page: Page) -> Iterator[Record]:
        text, reason = self._text(page.path)
        if reason:
            self._notes.skip(str(page.path), reason)
            return
        head, body = heads.read(
            text, otherwise=_title(page), path=str(page.path), notes=self._notes
        )
        body = self._rewriter.rewrite(page, body)
        yield from self._new
        self._new.clear()
        if head.author and head.author.id not in self._people:
            self._people.add(head.author.id)
            yield head.author
        yield ItemRecord(
            id=str(page.path), kind="article", title=head.title, body=body,
            author=head.author.id if head.author else "", created=head.created, edited=head.edited,
            tags=head.tags, space=page.space, audience=head.audience, names=head.names,
            draft=head.draft, shelf=self._shelf(page, head),
        )  # fmt: skip

    def _shelf(self, page: Page, head: heads.Head) -> Shelf:
        return Shelf(
            slug=page.slug, under=str(page.under) if page.under else "", type=head.type,
            position=page.position if head.position is None else head.position,
        )  # fmt: skip

    def _text(self, place: Place) -> tuple[str, str]:
        """The text of a page, or the reason why it is left out."""
        path = self._tree.root / place
        try:
            if path.stat().st_size > 4 * LONGEST:
                size = path.stat().st_size / 2**20
                return "", f"It has {size:.0f} MB; a page has at most {LONGEST:,} characters."
            raw = path.read_bytes()
        except OSError as reason:
            return "", f"It cannot be read: {(reason.strerror or '').lower()}."
        text = self._decoded(raw, place).replace("\r\n", "\n").replace("\x00", "")
        return text, too_long(text)

    def _decoded(self, raw: bytes, place: Place) -> str:
        try:
            if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
                return raw.decode("utf-16")
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            self._notes.lose("pages that are not UTF-8 (read as Windows-1252)", str(place))
            return raw.decode("cp1252", "replace")

    def _keep(self, place: Place) -> str | None:
        """The address in the house of a file of the tree."""
        if place not in self._kept:
            self._kept[place] = self._file(place)
            if record := self._kept[place]:
                self._new.append(record)
        record = self._kept[place]
        return f"/attachments/{record.id}/{record.name}" if record else None

    def _file(self, place: Place) -> FileRecord | None:
        path = self._tree.root / place
        try:
            size = path.stat().st_size
            if not 0 < size <= LARGEST_FILE:
                self._notes.lose("files that are empty or too large", f"{place}: {size:,} bytes")
                return None
            digest = _digest(path)
        except OSError as reason:
            self._notes.skip(str(place), f"It cannot be read: {(reason.strerror or '').lower()}.")
            return None
        name = uuid.uuid5(_FILES, f"{self._errand.key}\n{place}\n{digest}")
        return FileRecord(
            id=str(name), name=_file_name(place.name), path=str(path), size=size, sha256=digest
        )

    def _anchors(self, page: Page) -> dict[str, str]:
        return self._anchors_of(page.path)

    def _find_anchors(self, place: Place) -> dict[str, str]:
        """The anchors that the page will have here, each by its `plain_anchor`."""
        text, _ = self._text(place)
        title, text = heads.title_of(*heads.split(text), "")
        text = _HIDDEN.sub("", text)
        headings = [anchor(_plain(m[1] or m[2])) for m in _HEADING.finditer(text)]
        found = {plain_anchor(name): name for name in _NAMED.findall(text)}
        for name in reversed(headings):
            found[plain_anchor(name)] = name
            for number in range(1, headings.count(name)):  # others count repetitions from 1
                found[plain_anchor(f"{name}-{number}")] = f"{name}-{number + 1}"
        found.setdefault(plain_anchor(title), "")  # the title is the top of the page
        return found


def _title(page: Page) -> str:
    named = (
        page.path.parent if page.path.stem.lower() in ("index", "readme", "_index") else page.path
    )
    return humanise(named.stem or page.space)


def _plain(heading: str) -> str:
    return extract(heading) if re.search(r"[`*_\[\]<>&\\]", heading) else heading


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.+-]+", "-", name).strip("-.")[-120:] or "file"
