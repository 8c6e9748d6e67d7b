"""Writes the house's items into a file or a folder."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import yaml

from lorehouse.connect.exporters.selection import Record, Tally, exported, records
from lorehouse.items.models import Attachment, Item
from lorehouse.lib import frontmatter
from lorehouse.lib.errors import Unfit
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person

FORMATS = ("markdown", "jsonl")
_FILE = re.compile(r"/attachments/([0-9a-f]{8}-[0-9a-f-]{27})/([^\s()\"'<>\]]+)")

Listener = Callable[[int], None]


class NotWritten(Unfit):
    """The export could not be written; the message says why."""


def write(
    path: Path, *, form: str, reader: Person | None = None, tell: Listener = lambda done: None
) -> Tally:
    """Write everything that `reader` may read (None: everything) to `path`; return the counts.

    `path` is a file for "jsonl", a folder for "markdown"; neither may be there yet. Raises
    NotWritten.
    """
    if form not in FORMATS:
        raise NotWritten(f"“{form}” is no format; {' and '.join(FORMATS)} are.")
    if path.exists() and (path.is_file() or any(path.iterdir())):
        raise NotWritten(f"There is something at {path} already; name a place that is free.")
    tally = Tally()
    try:
        if form == "jsonl":
            _write_lines(path, reader, tally, tell)
        else:
            _Folder(path, reader, tally, tell).write()
    except OSError as reason:
        raise NotWritten(
            f"{path} cannot be written: {(reason.strerror or '').lower()}."
        ) from reason
    return tally


def _write_lines(path: Path, reader: Person | None, tally: Tally, tell: Listener) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _whole(path) as partial, partial.open("wb") as file:
        for number, (_, record) in enumerate(records(exported(reader), tally), start=1):
            file.write(orjson.dumps(record) + b"\n")
            if number % 500 == 0:
                tell(number)


class _Folder:
    """A folder for each space with a Markdown file for each article, the files they show, and the
    conversations as JSON Lines.
    """

    def __init__(self, path: Path, reader: Person | None, tally: Tally, tell: Listener) -> None:
        self._path, self._reader, self._tally, self._tell = path, reader, tally, tell
        self._places: dict[int, Path] = {}
        self._files: set[str] = set()

    def write(self) -> None:
        """Write it all."""
        self._path.mkdir(parents=True, exist_ok=True)
        self._write_spaces()
        with (
            _whole(self._path / "conversations.jsonl") as partial,
            partial.open("wb") as conversations,
        ):
            found = records(exported(self._reader), self._tally)
            for number, (item, record) in enumerate(found, start=1):
                if item.kind == Item.Kind.ARTICLE:
                    self._write_article(item, record)
                else:
                    conversations.write(orjson.dumps(record) + b"\n")
                if number % 500 == 0:
                    self._tell(number)

    def _write_spaces(self) -> None:
        """What the spaces are called and are for; it also marks this folder as the top."""
        spaces = Space.objects.all() if self._reader is None else (
            Space.objects.visible_to(self._reader)
        )  # fmt: skip
        said = {space.slug: {"name": space.name, "purpose": space.purpose} for space in spaces}
        text = yaml.safe_dump(said, allow_unicode=True, sort_keys=True)
        (self._path / "spaces.yaml").write_text(text, encoding="utf-8")

    def _write_article(self, item: Item, record: Record) -> None:
        place = self._place(item.article)
        file = self._path / place.parent / f"{place.name}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        up = "../" * len(place.parent.parts)
        body = _FILE.sub(lambda match: self._keep(match, up), record["body"])
        file.write_text(frontmatter.join(_head(record), body), encoding="utf-8")

    def _place(self, article: Article) -> Path:
        """Where an article goes, without its ending: in a folder beside the one above it."""
        if article.pk not in self._places:
            above = article.parent
            inside = above is not None and above.space_id == article.space_id
            folder = self._place(above) if above and inside else Path(article.space.slug)
            self._places[article.pk] = folder / article.slug
        return self._places[article.pk]

    def _keep(self, match: re.Match[str], up: str) -> str:
        """Copy a file that an article shows; its address from there."""
        name, shown = match[1], match[2]
        if name not in self._files:
            attachment = Attachment.objects.filter(pk=name).first()
            if attachment is None:
                return match[0]
            self._files.add(name)
            target = self._path / "files" / name / attachment.name
            target.parent.mkdir(parents=True, exist_ok=True)
            with attachment.file.open("rb") as source, target.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        return f"{up}files/{name}/{shown}"


def _head(record: Record) -> Record:
    fields = ("title", "type", "tags", "author", "created", "edited", "position")
    head = {name: record[name] for name in fields if name in record}
    if record.get("audience") in ("public", "members"):
        head["audience"] = record["audience"]
    return head


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write into, which gets its name when it is whole."""
    partial = path.with_name(f".{path.name}.partial")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
