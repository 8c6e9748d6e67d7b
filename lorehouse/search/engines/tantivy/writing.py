"""Changing the index. One process at a time; what it commits is found by all at once."""

import logging
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from pathlib import Path

import tantivy

from lorehouse.search.documents import Document
from lorehouse.search.engines.tantivy.folder import IndexFolder
from lorehouse.search.engines.tantivy.opening import Unreadable, opened
from lorehouse.search.engines.tantivy.schema import written
from lorehouse.search.errors import IndexBusy

log = logging.getLogger(__name__)

HEAP = 30_000_000  # bytes a writer may gather before it writes a segment
RELOAD_AT_ONCE = 500

Reload = Callable[[Collection[int]], Iterable[Document]]


class Writer:
    """Keeps one tantivy writer open for as long as its generation serves."""

    def __init__(self, folder: IndexFolder, home: str) -> None:
        self._folder = folder
        self._home = home
        self._writer: tantivy.IndexWriter | None = None
        self._stamp = (0, 0)

    def change(self, put: Iterable[Document], drop: Iterable[int]) -> int:
        """Put and drop documents, and commit. Raises NoIndex or IndexBusy; then nothing changed."""
        with self._folder.locked():
            writer = self._open()
            try:
                gone = set(drop)
                keys = _write(writer, put, gone, self._home)
                self._folder.touch(gone | keys)
                writer.commit()
            except BaseException:
                self.close()  # a writer that failed once gives nothing but errors
                raise
        return len(keys)

    def rebuild(
        self,
        documents: Iterable[Document],
        reload: Reload,
    ) -> int:
        """Build a new generation while the present one serves and changes, then change over."""
        with self._folder.building() as generation:
            index = opened(generation, self._home)
            writer = index.writer(HEAP, 1)
            try:
                for document in documents:
                    writer.add_document(written(document, self._home))
                writer.commit()
                self._finish(writer, generation, reload)
            finally:
                del writer  # it writes on for as long as it lives
            index.reload()
            return index.searcher().num_docs

    def _finish(self, writer: tantivy.IndexWriter, generation: Path, reload: Reload) -> None:
        with self._folder.locked():
            for some in _batches(self._folder.touched(), RELOAD_AT_ONCE):
                _write(writer, reload(some), set(some), self._home)
            writer.commit()
            writer.wait_merging_threads()  # it is of no use afterwards
            self.close()
            self._folder.change_over(generation)

    def close(self) -> None:
        """Let go of the writer, so that another process may write."""
        self._writer = None

    def _open(self) -> tantivy.IndexWriter:
        stamp = self._folder.stamp()
        if self._writer is None or stamp != self._stamp:
            self.close()
            self._writer, self._stamp = self._new_writer(), stamp
        return self._writer

    def _new_writer(self) -> tantivy.IndexWriter:
        try:
            index = opened(self._folder.current(), self._home)
        except Unreadable as reason:
            log.error("The search index must be rebuilt: %s", reason)
            self._folder.condemn()
            raise
        try:
            return index.writer(HEAP, 1)
        except ValueError as reason:
            raise IndexBusy("Another process is writing the search index.") from reason


def _write(
    writer: tantivy.IndexWriter, documents: Iterable[Document], gone: Iterable[int], home: str
) -> set[int]:
    """Take out `gone`, put `documents` in place of their former selves; return their keys."""
    keys = set()
    for key in gone:
        writer.delete_documents_by_term("key", key)
    for document in documents:
        writer.delete_documents_by_term("key", document.key)
        writer.add_document(written(document, home))
        keys.add(document.key)
    return keys


def _batches(keys: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(keys)
    while some := list(islice(rest, size)):
        yield some
