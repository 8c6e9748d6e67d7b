"""A process's view of the index: always of the newest commit, for two file looks a question."""

import logging
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import tantivy

from lorehouse.search.engines.tantivy.folder import IndexFolder
from lorehouse.search.engines.tantivy.opening import Unreadable, opened
from lorehouse.search.errors import NoIndex

log = logging.getLogger(__name__)

TRIES = 3
MOST_LANGUAGES = 12
MOST_AUDIENCES = 10_000
GOOD_PART = 0.05


@dataclass(frozen=True)
class View:
    """One commit of the index. What is found in it stays readable while it is held."""

    searcher: tantivy.Searcher
    schema: tantivy.Schema
    languages: tuple[str, ...]  # of the documents, most frequent first
    leading: tuple[str, ...]  # those of a good part of them
    audiences: dict[int, int]  # how many documents each has
    stamp: tuple[int, ...]
    # How many documents with a word the viewers of some audiences see: see `spelling`.
    seen: dict[tuple[str, frozenset[int] | None], int] = field(default_factory=dict)

    def count(self, query: tantivy.Query) -> int:
        """How many documents match."""
        answer: Any = self.searcher.search(query, 1)  # its stubs leave `count` out
        return int(answer.count or 0)


class Reader:
    """Gives views; safe to use from several threads."""

    def __init__(self, folder: IndexFolder, home: str) -> None:
        self._folder = folder
        self._home = home
        self._lock = threading.Lock()
        self._view: View | None = None
        self._index: tantivy.Index | None = None
        self._path: Path | None = None

    def view(self) -> View:
        """The newest commit. Raises NoIndex when there is none that can be read."""
        view = self._view
        if view is not None and view.stamp == self._stamp():
            return view
        with self._lock:
            for remaining in reversed(range(TRIES)):
                try:
                    return self._newest()
                except NoIndex:
                    # Another generation may have taken over between two looks.
                    self._view = self._index = self._path = None
                    if not remaining:
                        raise
        raise AssertionError  # the loop returns or raises

    def complain(self, reason: NoIndex) -> None:
        """Say why nothing is found; a damaged index is given up, so that it is rebuilt."""
        log.error("Nothing can be found now: %s", reason)
        if isinstance(reason, Unreadable):
            self._folder.condemn()

    def _newest(self) -> View:
        path = self._folder.current()
        if self._index is None or path != self._path:
            self._path, self._index, self._view = path, opened(path, self._home), None
        stamp = self._stamp()
        if self._view is None or self._view.stamp != stamp:
            self._index.reload()
            searcher = self._index.searcher()
            spoken, many = _spoken(searcher), GOOD_PART * searcher.num_docs
            self._view = View(
                searcher=searcher,
                schema=self._index.schema,
                languages=tuple(spoken),
                leading=tuple(name for name, count in spoken.items() if count >= many),
                audiences=_audiences(searcher),
                stamp=stamp,
            )
        return self._view

    def _stamp(self) -> tuple[int, ...]:
        if self._path is None:
            return (0, 0)
        try:
            seen = (self._path / "meta.json").stat()
        except FileNotFoundError:
            return (0, 0)
        return (*self._folder.stamp(), seen.st_ino, seen.st_mtime_ns)


def _spoken(searcher: tantivy.Searcher) -> dict[str, int]:
    """The languages of the documents, most frequent first, with their numbers."""
    return {str(name): count for name, count in _values(searcher, "language", MOST_LANGUAGES)}


def _audiences(searcher: tantivy.Searcher) -> dict[int, int]:
    """The audiences of the documents, with their numbers."""
    return {int(name): count for name, count in _values(searcher, "audience", MOST_AUDIENCES)}


def _values(searcher: tantivy.Searcher, field: str, most: int) -> list[tuple[Any, int]]:
    asked = {"values": {"terms": {"field": field, "size": most, "segment_size": most}}}
    found = searcher.aggregate(tantivy.Query.all_query(), asked)
    return [(one["key"], int(one["doc_count"])) for one in found["values"]["buckets"]]
