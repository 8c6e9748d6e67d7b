"""The small interface that every search engine stands behind, and the house's own index."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from django.conf import settings

from lorehouse.search.documents import Document, Filters, Health, Hits, Viewer, Wanted
from lorehouse.search.engines.tantivy.engine import TantivyIndex

Reload = Callable[[Collection[int]], Iterable[Document]]


class Index(Protocol):
    """What search asks of an engine. `viewer` limits every read inside the engine's own query."""

    def change(self, *, put: Iterable[Document] = (), drop: Iterable[int] = ()) -> int:
        """Put documents in (in place of those with the same key), take keys out; both at once.

        When it returns the change is kept and can be found. Returns how many documents were put.
        Raises `NoIndex` when there is no index to change, `IndexBusy` when another process writes.
        """

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
        """The best matches for `wanted` that `viewer` may see.

        With `one_per_thread` the best of each conversation stands for its other hits. Where all
        hits are of one lane, the other's best are given too, at most as many as `elsewhere` says.
        """

    def similar(
        self, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int = 5
    ) -> Hits:
        """Documents that say much of what `text` says: for duplicates and related things."""

    def suggest(
        self, text: str, viewer: Viewer, filters: Filters, *, now: datetime, limit: int = 8
    ) -> Hits:
        """Documents whose title has the words typed so far, the last of which may be unfinished."""

    def rebuild(self, documents: Iterable[Document], reload: Reload) -> int:
        """Make a new index of `documents` while the old one serves, then change over.

        What was changed meanwhile is fetched once more through `reload`. Returns how many
        documents the new index holds.
        """

    def health(self) -> Health:
        """Whether the index can serve, and what it holds."""

    def close(self) -> None:
        """Let another process write."""


def house_index() -> Index:
    """The index in this house's data folder."""
    return _index_in(Path(settings.SEARCH_FOLDER))


@cache
def _index_in(folder: Path) -> Index:
    return TantivyIndex(folder, home=settings.LANGUAGE_CODE.partition("-")[0])
