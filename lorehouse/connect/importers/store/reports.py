"""What an import did, and what it could not do."""

import json
import sqlite3
from collections import Counter, defaultdict

import msgspec

#: Examples kept of each loss, and problems shown in a report.
EXAMPLES, PROBLEMS = 5, 200


class Loss(msgspec.Struct, frozen=True):
    """Something of the source that has no place in the house, how often, and some instances."""

    what: str
    times: int
    examples: list[str]


class Problem(msgspec.Struct, frozen=True):
    """A record that was left out: where it is in the source, and why."""

    where: str
    reason: str


class Report(msgspec.Struct, frozen=True):
    """The outcome of one run. `done` counts records by what became of them."""

    done: dict[str, int]
    losses: list[Loss]
    problems: list[Problem]
    skipped: int
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Records loaded in a second, on average."""
        changed = sum(count for name, count in self.done.items() if name != "unchanged")
        return changed / self.seconds if self.seconds else 0.0


class Notebook:
    """Gathers losses and problems of a run and writes them to the store in one go."""

    def __init__(self) -> None:
        self._problems: dict[tuple[str, str], None] = {}
        self._times: Counter[str] = Counter()
        self._examples: defaultdict[str, list[str]] = defaultdict(list)

    def skip(self, where: str, reason: str) -> None:
        """The record at `where` is left out; `reason` is a sentence."""
        self._problems[where, reason] = None

    def lose(self, what: str, example: str = "") -> None:
        """Something has no place in the house."""
        self._times[what] += 1
        kept = self._examples[what]
        if example and len(kept) < EXAMPLES and example not in kept:
            kept.append(example[:200])

    def write(self, store: sqlite3.Connection) -> None:
        """Put what was noted into the store, within the caller's transaction, and forget it."""
        store.executemany("INSERT OR IGNORE INTO problem VALUES (?, ?)", list(self._problems))
        store.executemany(
            "INSERT INTO loss VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
            " SET times = times + excluded.times,"
            " examples = CASE WHEN examples = '[]' THEN excluded.examples ELSE examples END",
            [(w, n, json.dumps(self._examples[w])) for w, n in self._times.items()],
        )
        self._problems.clear()
        self._times.clear()
        self._examples.clear()


def report(store: sqlite3.Connection, done: dict[str, int], seconds: float) -> Report:
    """What the store knows of its last run."""
    losses = [
        Loss(what, times, json.loads(examples))
        for what, times, examples in store.execute("SELECT * FROM loss ORDER BY times DESC, what")
    ]
    problems = [
        Problem(*pair)
        for pair in store.execute("SELECT * FROM problem ORDER BY rowid LIMIT ?", (PROBLEMS,))
    ]
    (skipped,) = store.execute("SELECT count(*) FROM problem").fetchone()
    return Report(done, losses, problems, skipped, seconds)
