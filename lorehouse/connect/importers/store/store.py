"""Keeps what was read, and which of it is in the house, through any crash.

Everything goes in by whole batches, each in one transaction. After a kill the source is read
again: a record with the contents it had keeps its state, so loading goes on where it stopped.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path

from lorehouse.connect.importers.records import KINDS, ItemRecord, Record, decode, encode
from lorehouse.connect.importers.store import schema
from lorehouse.connect.importers.store.reports import Notebook, Report, report
from lorehouse.lib.errors import Conflict, Unfit

BATCH = 1_000
ITEMS = KINDS.index(ItemRecord)
_KIND = {kind: place for place, kind in enumerate(KINDS)}

_PUT = """
INSERT INTO record (kind, id, parent, created, payload, hash, run, state)
VALUES (?, ?, ?, ?, ?, ?, ?, 0)
ON CONFLICT (kind, id) DO UPDATE SET
    parent = excluded.parent, created = excluded.created, payload = excluded.payload,
    state = CASE WHEN hash = excluded.hash THEN state ELSE 0 END,
    hash = excluded.hash, run = excluded.run
"""


class StoreUnusable(Unfit):
    """The store's file cannot be made or read."""


class Busy(Conflict):
    """The same import is going on in another process."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record that waits to be loaded, and what the house has of it from an earlier run."""

    number: int
    record: Record
    depth: int
    root: str
    planned_id: int | None
    house_id: int | None
    house_version: int | None


class Store:
    """The store of one import. Use it as a context manager; one process at a time can."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes = Notebook()
        self._run = 0

    def __enter__(self) -> "Store":
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = os.open(self.path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._db = sqlite3.connect(self.path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.executescript(schema.SCHEMA)
        except BlockingIOError as reason:
            raise Busy("This import is going on already; wait until it has ended.") from reason
        except (OSError, sqlite3.Error) as reason:
            raise StoreUnusable(
                f"The import's store {self.path} cannot be used: {reason}."
            ) from reason
        self._run = int(self.told("run") or 0)
        return self

    def __exit__(self, *failure: object) -> None:
        self._db.close()
        os.close(self._lock)

    # What is known of the import as a whole

    def told(self, name: str) -> str:
        """What was told the store under `name`; empty when nothing was."""
        row = self._db.execute("SELECT value FROM told WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def tell(self, name: str, value: str) -> None:
        """Keep `value` under `name`."""
        self._db.execute("INSERT OR REPLACE INTO told VALUES (?, ?)", (name, value))

    # Reading

    def begin(self) -> None:
        """Begin a run: what the last one could not do is forgotten, what it did is not."""
        self._run += 1
        with _transaction(self._db):
            self.tell("run", str(self._run))
            self._db.execute("DELETE FROM problem")
            self._db.execute("DELETE FROM loss")
            # What was left out may fit now: the house has changed, or the options have.
            self._db.execute("UPDATE record SET state = 0 WHERE state = ?", (schema.SKIPPED,))

    def fill(self, records: Iterable[Record]) -> Iterator[int]:
        """Take all `records` in; yield how many were, after each batch."""
        taken = 0
        stream = iter(records)
        while batch := list(islice(stream, BATCH)):
            with _transaction(self._db):
                self._db.executemany(_PUT, self._fresh(batch))
                self.notes.write(self._db)
            taken += len(batch)
            yield taken
        with _transaction(self._db):
            self.notes.write(self._db)
        self._settle()

    def _fresh(self, batch: Sequence[Record]) -> Iterator[tuple[object, ...]]:
        """The rows of a batch, without those whose id was used before in this run."""
        used = self._used_ids(batch)
        for record in batch:
            kind = _KIND[type(record)]
            if (kind, record.id) in used:
                self.notes.skip(f"record {record.id}", f"The id “{record.id}” is used twice.")
                continue
            used.add((kind, record.id))
            payload = encode(record)
            digest = blake2b(payload, digest_size=16).digest()
            yield kind, record.id, _parent(record), _created(record), payload, digest, self._run

    def _used_ids(self, batch: Sequence[Record]) -> set[tuple[int, str]]:
        rows = self._db.execute(
            f"SELECT kind, id FROM record WHERE run = ? AND id IN ({','.join('?' * len(batch))})",  # noqa: S608  question marks alone
            (self._run, *(record.id for record in batch)),
        )
        return {(kind, name) for kind, name in rows}

    def _settle(self) -> None:
        """Find each item's thread, and leave out what belongs to none."""
        with _transaction(self._db):
            self._db.execute("UPDATE record SET depth = 0 WHERE kind <> ?", (ITEMS,))
            self._db.execute(
                "UPDATE record SET depth = NULL WHERE kind = ? AND run = ?", (ITEMS, self._run)
            )
            self._db.execute(schema.PUT_IN_ORDER, {"items": ITEMS})
            lost = self._db.execute(
                "SELECT id, parent FROM record WHERE kind = ? AND depth IS NULL", (ITEMS,)
            )
            for name, parent in lost:
                self.notes.skip(
                    f"record {name}", f"It belongs to “{parent}”, which was not found or left out."
                )
            self.notes.write(self._db)
            self._db.execute(
                "UPDATE record SET state = ? WHERE kind = ? AND depth IS NULL",
                (schema.SKIPPED, ITEMS),
            )

    # Loading

    def waiting(self) -> Iterator[list[Row]]:
        """Batches of records to load, of one kind and depth each; parents come before children.

        Finish each batch (`finish`, `leave_out`) before the next is asked for.
        """
        for kind in range(len(KINDS)):
            for depth in range(self._deepest(kind) + 1):
                while batch := self._batch(kind, depth):
                    yield batch

    def _deepest(self, kind: int) -> int:
        row = self._db.execute(
            "SELECT max(depth) FROM record WHERE kind = ? AND state = 0", (kind,)
        ).fetchone()
        return -1 if row[0] is None else int(row[0])

    def _batch(self, kind: int, depth: int) -> list[Row]:
        rows = self._db.execute(
            "SELECT number, payload, depth, root, planned_id, house_id, house_version FROM record"
            " WHERE kind = ? AND depth = ? AND state = 0 ORDER BY number LIMIT ?",
            (kind, depth, BATCH),
        )
        return [Row(row[0], decode(row[1]), *row[2:]) for row in rows]

    def finish(self, loaded: Iterable[tuple[int, int, int]]) -> None:
        """Records are in the house: (number, house id, version) of each."""
        with _transaction(self._db):
            self._db.executemany(
                "UPDATE record SET state = 1, house_id = ?2, house_version = ?3 WHERE number = ?1",
                loaded,
            )
            self.notes.write(self._db)

    def leave_out(self, rows: Iterable[tuple[Row, str]]) -> None:
        """Records cannot be loaded, each for the reason beside it, nor can what is below them."""
        with _transaction(self._db):
            for row, reason in rows:
                self.notes.skip(f"record {row.record.id}", reason)
                self._leave_out(row.number, row.record.id)
            self.notes.write(self._db)

    def _leave_out(self, number: int, name: str) -> None:
        self._db.execute("UPDATE record SET state = 2 WHERE number = ?", (number,))
        below = self._db.execute(
            "WITH RECURSIVE below (number, id) AS ("
            " SELECT number, id FROM record WHERE kind = ?1 AND parent = ?2"
            " UNION SELECT r.number, r.id FROM below JOIN record r"
            " ON r.kind = ?1 AND r.parent = below.id) SELECT number, id FROM below",
            (ITEMS, name),
        ).fetchall()
        for child, child_name in below:
            self.notes.skip(f"record {child_name}", f"It belongs to “{name}”, which was left out.")
            self._db.execute("UPDATE record SET state = 2 WHERE number = ?", (child,))

    def unplanned(self) -> list[int]:
        """The numbers of waiting articles that no id was set aside for yet."""
        rows = self._db.execute(
            "SELECT number FROM record WHERE kind = ? AND state = 0 AND planned_id IS NULL"
            " AND house_id IS NULL AND json_extract(payload, '$.kind') = 'article'",
            (ITEMS,),
        )
        return [number for (number,) in rows]

    def plan(self, ids: Iterable[tuple[int, int]]) -> None:
        """Keep the id that was set aside for each record: (number, id)."""
        with _transaction(self._db):
            self._db.executemany("UPDATE record SET planned_id = ?2 WHERE number = ?1", ids)

    def shelves(self) -> Iterator[tuple[str, str, int]]:
        """Space, slug and id in the house (now or to be) of each article of this import."""
        yield from self._db.execute(
            "SELECT json_extract(payload, '$.space'), json_extract(payload, '$.shelf.slug'),"
            " coalesce(house_id, planned_id) FROM record WHERE kind = ? AND state <> 2"
            " AND json_extract(payload, '$.kind') = 'article'"
            " AND coalesce(house_id, planned_id) IS NOT NULL",
            (ITEMS,),
        )

    # Questions

    def house_ids(self, kind: type[Record], ids: Iterable[str]) -> dict[str, int]:
        """The rows in the house of those records among `ids` that are loaded."""
        wanted = sorted(set(ids) - {""})
        found: dict[str, int] = {}
        for start in range(0, len(wanted), BATCH):
            part = wanted[start : start + BATCH]
            question = f"SELECT id, house_id FROM record WHERE kind = ? AND id IN ({_marks(part)})"  # noqa: S608
            rows = self._db.execute(question, (_KIND[kind], *part))
            found.update((name, house_id) for name, house_id in rows if house_id is not None)
        return found

    def ids(self, kind: type[Record]) -> frozenset[str]:
        """The ids of all records of a kind, of this run and earlier ones."""
        rows = self._db.execute("SELECT id FROM record WHERE kind = ?", (_KIND[kind],))
        return frozenset(name for (name,) in rows)

    def last_words(self, roots: Sequence[str]) -> dict[str, float]:
        """When each of at most BATCH threads last grew, in seconds since 1970, by its root's id."""
        rows = self._db.execute(
            f"SELECT root, max(created) FROM record WHERE root IN ({_marks(roots)})"  # noqa: S608
            " AND state <> 2 GROUP BY root",
            roots,
        )
        return {root: created or 0.0 for root, created in rows}

    def count(self, state: int | None = None, kind: type[Record] | None = None) -> int:
        """How many records of this run there are."""
        row = self._db.execute(
            "SELECT count(*) FROM record WHERE run = ?1"
            " AND (?2 IS NULL OR state = ?2) AND (?3 IS NULL OR kind = ?3)",
            (self._run, state, None if kind is None else _KIND[kind]),
        ).fetchone()
        return int(row[0])

    def waiting_by_kind(self) -> dict[str, int]:
        """How many records wait, by what they are."""
        rows = self._db.execute(
            "SELECT CASE WHEN kind = ? THEN json_extract(payload, '$.kind')"
            " ELSE json_extract(payload, '$.type') END, count(*)"
            " FROM record WHERE state = 0 GROUP BY 1",
            (ITEMS,),
        )
        return {str(name): int(count) for name, count in rows}

    def copy_to(self, path: Path) -> None:
        """A copy of the store, as it is now."""
        with sqlite3.connect(path) as copy:
            self._db.backup(copy)

    def gone(self) -> int:
        """How many records that are in the house were not in the source this time."""
        row = self._db.execute(
            "SELECT count(*) FROM record WHERE run < ? AND house_id IS NOT NULL", (self._run,)
        ).fetchone()
        return int(row[0])

    def report(self, done: dict[str, int], seconds: float) -> Report:
        """The outcome of this run."""
        with _transaction(self._db):
            self.notes.write(self._db)
        return report(self._db, done, seconds)


class _transaction:  # noqa: N801  reads as a statement
    """Begin, and commit or roll back."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, failure: type[BaseException] | None, *rest: object) -> None:
        self._db.execute("ROLLBACK" if failure else "COMMIT")


def _parent(record: Record) -> str:
    if not isinstance(record, ItemRecord):
        return ""
    return record.reply_to or (record.shelf.under if record.shelf else "")


def _created(record: Record) -> float:
    if not isinstance(record, ItemRecord) or record.created is None:
        return 0.0
    return record.created.timestamp()


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))
