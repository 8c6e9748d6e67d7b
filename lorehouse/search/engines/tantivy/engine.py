"""The embedded engine behind `search.index.Index`."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from pathlib import Path

from lorehouse.search.documents import Document, Filters, Health, Hits, Viewer, Wanted
from lorehouse.search.engines.tantivy import searching
from lorehouse.search.engines.tantivy.folder import IndexFolder
from lorehouse.search.engines.tantivy.opening import panic_is_unreadable
from lorehouse.search.engines.tantivy.reading import Reader, View
from lorehouse.search.engines.tantivy.writing import Writer
from lorehouse.search.errors import NoIndex


class TantivyIndex:
    """One index folder. Reading is safe from several threads; one process writes at a time."""

    def __init__(self, path: Path, *, home: str) -> None:
        """`home` is the language of texts that do not say theirs, such as "en"."""
        self._folder = IndexFolder(path)
        self._reader = Reader(self._folder, home)
        self._writer = Writer(self._folder, home)

    def change(self, *, put: Iterable[Document] = (), drop: Iterable[int] = ()) -> int:
        """See `Index.change`."""
        return self._writer.change(put, drop)

    def rebuild(
        self,
        documents: Iterable[Document],
        reload: Callable[[Collection[int]], Iterable[Document]],
    ) -> int:
        """See `Index.rebuild`."""
        return self._writer.rebuild(documents, reload)

    def close(self) -> None:
        """Let another process write."""
        self._writer.close()

    def search(
        self,
        wanted: Wanted,
        viewer: Viewer,
        filters: Filters,
        *,
        now: datetime,
        limit: int = 10,
        offset: int = 0,
        counts: bool = False,
        snippets: bool = True,
        one_per_thread: bool = False,
        elsewhere: int = 0,
    ) -> Hits:
        """See `Index.search`."""
        return self._read(
            lambda view: searching.search(
                view, wanted, viewer, filters, now=now,
                limit=limit, offset=offset, counts=counts, snippets=snippets,
                one_per_thread=one_per_thread, elsewhere=elsewhere,
            )
        )  # fmt: skip

    def similar(
        self, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int = 5
    ) -> Hits:
        """See `Index.similar`."""
        return self._read(
            lambda view: searching.similar(view, text, viewer, filters, now=now, limit=limit)
        )

    def suggest(
        self, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int = 8
    ) -> Hits:
        """See `Index.suggest`."""
        return self._read(
            lambda view: searching.suggest(view, text, viewer, filters, now=now, limit=limit)
        )

    def health(self) -> Health:
        """See `Index.health`."""
        try:
            view, generation = self._reader.view(), self._folder.current().name
        except NoIndex as reason:
            return Health(
                serves=False, documents=0, segments=0, size=self._folder.size(),
                generation="", trouble=str(reason),
            )  # fmt: skip
        return Health(
            serves=True,
            documents=view.searcher.num_docs,
            segments=view.searcher.num_segments,
            size=self._folder.size(),
            generation=generation,
        )

    def _read(self, question: Callable[[View], Hits]) -> Hits:
        """The answer from the newest commit; nothing while there is no index that can be read."""
        try:
            with panic_is_unreadable():
                return question(self._reader.view())
        except NoIndex as reason:
            self._reader.complain(reason)
            return Hits(hits=[])
