"""What must be known of a post before it is read: its votes and its history.

Both may be larger than memory, so they are gathered in a file of their own while reading.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from lorehouse.connect.importers.reading import Notes
from lorehouse.connect.importers.stackexchange.rows import Attributes, rows

_BATCH = 5_000
_UP, _DOWN = "2", "3"
_VOTES = {
    "1": "acceptances as votes (the accepted answer itself is kept)",
    "4": "flags as offensive", "5": "favourites", "6": "votes to close", "7": "votes to reopen",
    "8": "bounties begun", "9": "bounties paid", "10": "votes to delete",
    "11": "votes to undelete", "12": "flags as spam", "14": "nominations of moderators",
    "15": "moderators' reviews", "16": "approvals of edits",
}  # fmt: skip
_TITLE, _BODY, _TAGS = frozenset("147"), frozenset("258"), frozenset("369")
_HISTORY = {
    "10": "closings", "11": "reopenings", "12": "deletions", "13": "undeletions", "14": "locks",
    "15": "unlocks", "16": "conversions to community wiki", "19": "protections",
    "20": "unprotections", "24": "suggested edits applied", "35": "migrations away",
    "36": "migrations here", "37": "merges", "38": "merges", "50": "bumps by the system",
    "52": "selections as hot question", "53": "removals from the hot questions",
}  # fmt: skip

_SCHEMA = """
CREATE TABLE tally (post TEXT PRIMARY KEY, up INTEGER, down INTEGER) WITHOUT ROWID;
CREATE TABLE history (post TEXT, number INTEGER, guid TEXT, at TEXT, person TEXT,
                      field TEXT, text TEXT, note TEXT);
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One saved state of a post's title or body, with who saved it, when and why."""

    guid: str
    at: str
    person: str
    field: str  # "title" or "body"
    text: str
    note: str


class Sidings:
    """Votes and history, by post."""

    def __init__(self, scratch: Path, notes: Notes) -> None:
        self._db = sqlite3.connect(scratch / "sidings.sqlite3", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("PRAGMA synchronous = OFF")  # made anew by each reading
        self._db.executescript(_SCHEMA)
        self._notes = notes

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def gather_votes(self, path: Path) -> None:
        """Count the votes in Votes.xml for and against each post."""
        self._insert(
            "INSERT INTO tally VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET up = up + excluded.up, down = down + excluded.down",
            self._votes(path),
        )

    def gather_history(self, path: Path) -> None:
        """Keep the texts in PostHistory.xml."""
        self._insert("INSERT INTO history VALUES (?, ?, ?, ?, ?, ?, ?, ?)", self._edits(path))
        self._db.execute("CREATE INDEX history_post ON history (post, number)")

    def votes(self, post: str) -> tuple[int, int]:
        """How many votes up and down a post has."""
        row = self._db.execute("SELECT up, down FROM tally WHERE post = ?", (post,)).fetchone()
        return (int(row[0]), int(row[1])) if row else (0, 0)

    def history(self, post: str) -> list[Edit]:
        """The states of a post, oldest first."""
        found = self._db.execute(
            "SELECT guid, at, person, field, text, note FROM history WHERE post = ?"
            " ORDER BY number",
            (post,),
        )
        return [Edit(*row) for row in found]

    def _insert(self, statement: str, stream: Iterator[tuple[object, ...]]) -> None:
        self._db.execute("BEGIN")
        while batch := list(islice(stream, _BATCH)):
            self._db.executemany(statement, batch)
        self._db.execute("COMMIT")

    def _votes(self, path: Path) -> Iterator[tuple[object, ...]]:
        for row in rows(path):
            kind, post = row.get("VoteTypeId", ""), row.get("PostId", "")
            if kind in (_UP, _DOWN):
                yield post, int(kind == _UP), int(kind == _DOWN)
            else:
                self._notes.lose(_VOTES.get(kind, f"votes of type {kind}"), f"post {post}")

    def _edits(self, path: Path) -> Iterator[tuple[object, ...]]:
        for row in rows(path):
            kind = row.get("PostHistoryTypeId", "")
            field = _field(kind)
            if field in ("title", "body"):
                yield _edit(row, field)
            elif field != "tags":
                what = _HISTORY.get(kind, f"history of type {kind}")
                self._notes.lose(what, f"post {row.get('PostId', '')}")


def _field(kind: str) -> str:
    if kind in _TITLE:
        return "title"
    if kind in _BODY:
        return "body"
    return "tags" if kind in _TAGS else ""


def _edit(row: Attributes, field: str) -> tuple[object, ...]:
    number = row.get("Id", "0")
    return (
        row.get("PostId", ""), int(number) if number.isdigit() else 0,
        row.get("RevisionGUID") or number, row.get("CreationDate", ""), row.get("UserId", ""),
        field, row.get("Text", ""), row.get("Comment", ""),
    )  # fmt: skip
