"""Lines of JSON to records. A bad line is reported with its number and left out."""

import gzip
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Literal, cast

import msgspec

from lorehouse.connect.importers.reading import Errand, Notes, NotThatSource, too_long
from lorehouse.connect.importers.records import ItemRecord, PersonRecord, Record, Shelf
from lorehouse.connect.importers.unpacking import refuse_bomb
from lorehouse.lib.slugs import slugify
from lorehouse.lib.times import NotATime, parse

#: Bytes a line may have; a longer one is left out without being held in memory.
LONGEST_LINE = 8 * 1024 * 1024
MOST_PARTS = 64  # of that length, of one line, that are passed over
#: A file whose first lines all are bad is not of this kind.
TRIAL = 20


class Author(msgspec.Struct, frozen=True):
    """Who wrote a record."""

    name: str = ""
    email: str | None = None
    department: str | None = None


class Line(msgspec.Struct, frozen=True):
    """One line, as docs/api.md describes it; fields it does not name are counted as lost."""

    id: str
    kind: Literal[
        "article", "question", "answer", "note", "blog", "comment",
        "link", "idea", "poll", "argument", "experience",
    ]  # fmt: skip
    body: str
    title: str | None = None
    format: Literal["markdown", "html"] | None = "markdown"
    author: Author | None = None
    created: str | None = None
    reply_to: str | None = None
    accepted: bool | None = False
    score: int | None = 0
    tags: tuple[str, ...] | None = ()
    space: str | None = None
    group: str | None = None
    audience: str | None = None
    # Added by our own export
    edited: str | None = None
    slug: str | None = None
    under: str | None = None
    type: str | None = None
    position: int | None = 0


class BadLine(ValueError):
    """A line that is no record; the message is a sentence."""


_REPLIES = frozenset({"answer", "comment", "argument", "experience"})
# What comes in with its words alone: who voted, where an idea stood and the like stay behind.
_AS = {
    "link": "note", "idea": "note", "poll": "note", "argument": "comment", "experience": "comment",
}  # fmt: skip
_ARTICLE_TYPES = frozenset(
    {"guide", "procedure", "best_practice", "faq", "reference", "policy", "decision"}
)
_FIELDS = frozenset(Line.__struct_fields__)
_lines = msgspec.json.Decoder(Line)
_names = msgspec.json.Decoder(dict[str, msgspec.Raw])


def read(errand: Errand) -> Iterator[Record]:
    """The people and items of the file at `errand.path`, which may be gzipped.

    Raises NotThatSource.
    """
    known: set[str] = set()
    good = 0
    for number, raw in _numbered(errand.path):
        if not raw.strip():
            continue
        try:
            item, author = _record(_line(raw, number, errand.notes))
        except BadLine as reason:
            errand.notes.skip(f"line {number}", str(reason))
            _give_up(errand.path, good, number, reason)
            continue
        good += 1
        if author is not None and author.id not in known:
            known.add(author.id)
            yield author
        yield item
    if not good:
        raise NotThatSource(f"There is no record in {errand.path.name}.")


def _give_up(path: Path, good: int, number: int, reason: BadLine) -> None:
    """Raises NotThatSource when nothing but bad lines has come for a while."""
    if not good and number >= TRIAL:
        raise NotThatSource(
            f"{path.name} is not JSON Lines as docs/api.md describes them: {reason}"
        ) from reason


def _numbered(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, the parts of over-long lines left out."""
    try:
        with _opened(path) as file:
            number = size = 0
            while raw := file.readline(LONGEST_LINE + 1):
                number, size = number + 1, size + len(raw)
                refuse_bomb(path, size)
                if len(raw) > LONGEST_LINE and not raw.endswith(b"\n"):
                    _pass_over(file, path)
                yield number, raw
    except (OSError, EOFError) as reason:
        raise NotThatSource(f"{path.name} cannot be read: {_why(reason)}.") from reason


def _pass_over(file: IO[bytes], path: Path) -> None:
    """Read to the end of a line that is too long. Raises NotThatSource where it has no end."""
    for _ in range(MOST_PARTS):
        rest = file.readline(LONGEST_LINE)
        if not rest or rest.endswith(b"\n"):
            return
    most = MOST_PARTS * LONGEST_LINE // 2**20
    raise NotThatSource(f"{path.name} has a line of more than {most} MB; nobody wrote that.")


def _opened(path: Path) -> IO[bytes]:
    if path.suffix == ".gz":
        return cast(IO[bytes], gzip.open(path, "rb"))
    return path.open("rb")


def _why(reason: Exception) -> str:
    return (getattr(reason, "strerror", None) or str(reason)).lower()


def _line(raw: bytes, number: int, notes: Notes) -> Line:
    if len(raw) > LONGEST_LINE:
        raise BadLine(f"The line is longer than {LONGEST_LINE // 2**20} MB.")
    if number == 1:
        raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        line = _lines.decode(raw)
        for name in _names.decode(raw).keys() - _FIELDS:
            notes.lose(f"field “{name[:40]}”", f"line {number}")
    except msgspec.ValidationError as reason:
        raise BadLine(_sentence(reason)) from reason
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as reason:
        raise BadLine(f"It is not JSON: {reason}.") from reason
    return line


def _sentence(reason: Exception) -> str:
    """What is wrong with a field: "Object missing required field `id`." or with its place."""
    what, _, where = str(reason).partition(" - at ")
    place = where.strip("`").removeprefix("$.")
    return f"The field {place} is wrong: {what}." if place else f"{what}."


def _record(line: Line) -> tuple[ItemRecord, PersonRecord | None]:
    if reason := _unfit(line):
        raise BadLine(reason)
    author = _author(line.author)
    return _item(line, author.id if author else ""), author


def _unfit(line: Line) -> str:
    if not line.id.strip():
        return "Its id is empty."
    if len(line.id) > 200:
        return "Its id has more than 200 characters."
    if line.kind in _REPLIES and not line.reply_to:
        return f"It is of kind {line.kind} and replies to nothing: reply_to is missing."
    if line.kind not in _REPLIES and line.reply_to:
        return f"Only answers and comments reply to something; this is of kind {line.kind}."
    if not line.body.strip() and not (line.title or "").strip():
        return "It has no text."
    if line.type and line.type not in _ARTICLE_TYPES:
        return f"The field type is wrong: “{line.type[:40]}” is no type of article."
    return too_long(line.body)


def _author(author: Author | None) -> PersonRecord | None:
    if author is None or not (author.name.strip() or author.email):
        return None
    email = (author.email or "").strip().lower()
    name = author.name.strip() or email.split("@")[0]
    return PersonRecord(
        id=email or f"name:{name}"[:120],
        name=name[:120],
        email=email,
        department=(author.department or "").strip()[:80],
    )


def _item(line: Line, author: str) -> ItemRecord:
    score = line.score or 0
    article = line.kind == "article"
    title = line.title or ""
    return ItemRecord(
        id=line.id,
        kind=_AS.get(line.kind, line.kind),
        title=title,
        body=line.body,
        format=line.format or "markdown",
        author=author,
        created=_time(line.created, "created"),
        edited=_time(line.edited, "edited"),
        reply_to=line.reply_to or "",
        accepted=bool(line.accepted),
        up=max(score, 0),
        down=max(-score, 0),
        tags=tuple(line.tags or ()),
        space=(line.space or "") if article else "",
        group=line.group or "",
        audience=line.audience or "",
        shelf=_shelf(line) if article else None,
    )


def _shelf(line: Line) -> Shelf:
    return Shelf(
        slug=line.slug or slugify(line.title or line.id) or "page",
        under=line.under or "",
        position=line.position or 0,
        type=line.type or "guide",
    )


def _time(text: str | None, field: str) -> datetime | None:
    if not text:
        return None
    try:
        return parse(text)
    except NotATime as reason:
        raise BadLine(f"The field {field} is wrong: {reason}") from reason
