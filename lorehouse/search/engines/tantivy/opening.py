"""Opening an index on disk, and telling a damaged one from everything else."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from lorehouse.search.engines.tantivy import analysis
from lorehouse.search.engines.tantivy.schema import schema
from lorehouse.search.errors import NoIndex


class Unreadable(NoIndex):
    """The index on disk is damaged."""


def opened(path: Path, home: str) -> tantivy.Index:
    """The index in `path`, made if the folder is empty, of a house whose language is `home`.

    Raises Unreadable.
    """
    with damage_is_unreadable():
        index = tantivy.Index(schema(), path=str(path))
        index.config_reader("manual")  # readers look for themselves, see reading.py
    index.register_tokenizer("plain", analysis.plain())
    index.register_tokenizer("home", analysis.analyzer(home))
    return index


@contextmanager
def damage_is_unreadable() -> Iterator[None]:
    """Turn what tantivy says of damaged files when it opens them into Unreadable."""
    try:
        with panic_is_unreadable():
            yield
    except (ValueError, OSError) as reason:
        raise Unreadable(f"The search index is damaged: {str(reason)[:200]}") from reason


@contextmanager
def panic_is_unreadable() -> Iterator[None]:
    """Turn a panic of tantivy's, which damaged segments cause, into Unreadable.

    Its PanicException is no Exception and has no name to import it by.
    """
    try:
        yield
    except BaseException as reason:
        if type(reason).__name__ == "PanicException":
            raise Unreadable(f"The search index is damaged: {str(reason)[:200]}") from reason
        raise
