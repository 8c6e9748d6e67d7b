"""How the library's pages, and what is said below them, become search documents."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from lorehouse.items import indexing
from lorehouse.items.models import Item
from lorehouse.items.ranking import wilson_lower_bound
from lorehouse.library.models import Article
from lorehouse.search.documents import Document

COLUMNS = (
    "item_id", "space_id", "verified_until", "helpful_yes", "helpful_no", "worked",
    "worked_with_changes", "failed",
)  # fmt: skip


def documents(ids: Collection[int]) -> list[Document]:
    """The documents of the live library items among `ids`.

    An article is vouched for until its verification runs out; comments and field notes stand in
    the space of their article.
    """
    found = indexing.documents(ids, lane=Item.Lane.LIBRARY)
    articles = {document.thread or document.key for document in found}
    rows = {row["item_id"]: row for row in Article.objects.filter(pk__in=articles).values(*COLUMNS)}
    return [_with(document, rows.get(document.thread or document.key)) for document in found]


def _with(document: Document, article: dict[str, Any] | None) -> Document:
    if article is None:
        return document
    if document.thread is not None:
        return replace(document, space_id=article["space_id"])
    return replace(
        document,
        space_id=article["space_id"],
        merit=max(document.merit, usefulness(article)),
        vouched_until=article["verified_until"],
    )


def usefulness(article: dict[str, Any]) -> float:
    """How surely an article helps, from 0 to 1, by its readers' answers and its field notes."""
    good = article["helpful_yes"] + article["worked"] + article["worked_with_changes"]
    return wilson_lower_bound(good, good + article["helpful_no"] + article["failed"])
