"""A small index and the cast: who may see which audience."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lorehouse.search.documents import Document, Viewer
from lorehouse.search.engines.tantivy.engine import TantivyIndex

NOW = datetime(2026, 11, 1, tzinfo=UTC)
PUBLIC, GROUP = 1, 2
ALICE = Viewer(frozenset({PUBLIC, GROUP}))
CAROL = Viewer(frozenset({PUBLIC}))


def document(key: int, title: str = "", body: str = "", **more: object) -> Document:
    """A document with what a test does not care about filled in."""
    given = {
        "kind": "article", "lane": "library", "audience_id": PUBLIC, "language": "en",
        "created_at": NOW, "updated_at": NOW, "source_id": f"s{key}",
    }  # fmt: skip
    return Document(key=key, title=title, body=body, **{**given, **more})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


@pytest.fixture
def index_of(folder: Path) -> Callable[[Iterable[Document]], TantivyIndex]:
    """Makes an index of documents."""

    def made(documents: Iterable[Document] = ()) -> TantivyIndex:
        index = TantivyIndex(folder, home="en")
        index.rebuild(documents, lambda keys: [])
        return index

    return made
