"""The sources that can be imported, by the name the command line and the page use."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lorehouse.connect.importers.jsonl import reading as jsonl
from lorehouse.connect.importers.load.texts import Habits
from lorehouse.connect.importers.markdown import reading as markdown
from lorehouse.connect.importers.reading import Reader
from lorehouse.connect.importers.stackexchange import reading as stackexchange


@dataclass(frozen=True, kw_only=True)
class Source:
    """One kind of source: how it is read, what it is called, and whether it is a folder."""

    name: str
    title: Promise
    reader: Reader
    habits: Habits
    is_folder: bool = True


SOURCES = {
    source.name: source
    for source in (
        Source(
            name="markdown", title=_("A folder of Markdown files"), reader=markdown.read,
            habits=Habits(hashtags=False),
        ),
        Source(
            name="stackexchange", title=_("A Stack Exchange dump"), reader=stackexchange.read,
            habits=Habits(references=False),
        ),
        Source(
            name="jsonl", title=_("A JSON Lines file"), reader=jsonl.read, habits=Habits(),
            is_folder=False,
        ),
    )
}  # fmt: skip
