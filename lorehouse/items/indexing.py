"""How items become search documents; the lanes add what they know."""

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from lorehouse.items.models import Item, Tagging
from lorehouse.lib import markdown
from lorehouse.search.documents import Document

AT_ONCE = 500  # items for which the database is asked at once

# Remarks are found by their own words; everything else below a thing by that thing's title too.
REMARKS = frozenset(
    {Item.Kind.COMMENT, Item.Kind.FIELD_NOTE, Item.Kind.ARGUMENT, Item.Kind.EXPERIENCE}
)

COLUMNS = (
    "pk", "kind", "lane", "audience_id", "author_id", "title", "html", "contents", "language",
    "merit", "created_at", "edited_at", "source_id", "root_id", "root__title",
    "audience__group__id",
)  # fmt: skip


def documents(ids: Collection[int], *, lane: str) -> list[Document]:
    """The documents of the live items of `lane` among `ids`: two questions to the database."""
    rows = Item.objects.live().filter(pk__in=ids, lane=lane).values(*COLUMNS)
    tags = _tags(ids)
    return [_document(row, tags.get(row["pk"], ())) for row in rows]


def _document(row: dict[str, Any], tags: tuple[str, ...]) -> Document:
    return Document(
        key=row["pk"],
        kind=row["kind"],
        lane=row["lane"],
        thread=row["root_id"],
        source_id=row["source_id"],
        audience_id=row["audience_id"],
        group_id=row["audience__group__id"],
        author_id=row["author_id"],
        tags=tags,
        title=row["title"],
        context="" if row["kind"] in REMARKS else row["root__title"] or "",
        aside=row["kind"] in REMARKS,
        headings=tuple(heading[1] for heading in row["contents"]),
        body=markdown.words_of(row["html"]),
        language=row["language"],
        created_at=row["created_at"],
        updated_at=row["edited_at"] or row["created_at"],
        merit=row["merit"],
    )


def _tags(ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    pairs = Tagging.objects.filter(item__in=ids).order_by("item_id")
    rows = pairs.values_list("item_id", "tag__name")
    return {
        item: tuple(name for _, name in of_item) for item, of_item in groupby(rows, itemgetter(0))
    }


def with_threads(ids: Collection[int]) -> set[int]:
    """`ids` and everything below them: a thread is found under its title, in its audience."""
    below = Item.objects.filter(root__in=ids).values_list("pk", flat=True)
    return {*ids, *below}


def batches(ids: Iterable[int], size: int = AT_ONCE) -> Iterator[list[int]]:
    """`ids` in lists that are good to ask the database for."""
    some: list[int] = []
    for one in ids:
        some.append(one)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
