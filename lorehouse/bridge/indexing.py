"""The house's search index, kept equal to the database: both lanes, every item."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from django.utils import timezone

from lorehouse.items import facts as items
from lorehouse.items.indexing import AT_ONCE, batches, with_threads
from lorehouse.items.models import Item
from lorehouse.ledger import book, followers
from lorehouse.ledger.book import Told
from lorehouse.library import facts as library
from lorehouse.library import indexing as library_indexing
from lorehouse.search.documents import Document
from lorehouse.search.errors import NoIndex
from lorehouse.search.index import house_index
from lorehouse.stream import facts as stream
from lorehouse.stream import indexing as stream_indexing

log = logging.getLogger(__name__)

FOLLOWER = "search"  # who reads the ledger for the index

# Facts after which an item alone, or it and everything below it, may read otherwise in the index.
OF_ITEMS = (items.ItemPosted, items.VoteCast, stream.LinkRead)
OF_THREADS = (
    items.ItemEdited,
    items.ItemWentLive,
    items.ItemWithdrawn,
    items.ItemRemoved,
    items.ItemRestored,
    items.AudienceChanged,
)
OF_ANSWERS = (stream.AnswerAccepted, stream.AcceptanceWithdrawn)
OF_ARTICLES = (
    library.ArticlePublished,
    library.ArticleUnpublished,
    library.ArticleArchived,
    library.ArticleVerified,
    library.ArticleMoved,
    library.ArticleWidened,
    library.FieldNoteLeft,
    library.HelpfulnessGiven,
)
FOLLOWED = (*OF_ITEMS, *OF_THREADS, *OF_ANSWERS, *OF_ARTICLES, items.ItemsImported)


def documents(ids: Iterable[int]) -> Iterator[Document]:
    """The documents of the live items among `ids`."""
    for some in batches(ids):
        yield from stream_indexing.documents(some)
        yield from library_indexing.documents(some)


def follow(batch: Sequence[Told]) -> None:
    """Bring into the index what these facts changed. Without an index one is built."""
    changed = _changed([told.fact for told in batch])
    imported = (
        range(told.fact.first_id, told.fact.last_id + 1)
        for told in batch
        if isinstance(told.fact, items.ItemsImported)
    )
    try:
        house_index().change(
            put=chain(documents(changed), documents(chain.from_iterable(imported))), drop=changed
        )
    except NoIndex as reason:
        log.warning("%s It is built from the database now.", reason)
        log.warning("The search index was built: %s documents.", rebuild())


def _changed(facts: Iterable[object]) -> set[int]:
    alone: set[int] = set()
    with_all_below: set[int] = set()
    for fact in facts:
        match fact:
            case items.ItemPosted() | items.VoteCast() | stream.LinkRead():
                alone.add(fact.item_id)
            case stream.AnswerAccepted() | stream.AcceptanceWithdrawn():
                with_all_below.add(fact.question_id)  # another answer may have lost it
            case items.ItemFact():
                with_all_below.add(fact.item_id)
            case library.ArticleFact():
                with_all_below.add(fact.article_id)
    return alone | with_threads(with_all_below)


def rebuild() -> int:
    """Build a new index from the database while the old one serves; return its documents' number.

    What changes meanwhile is in it too. Raises IndexBusy when it is being rebuilt already.
    """
    return house_index().rebuild(every_document(), documents)


def every_document() -> Iterator[Document]:
    """All live items, in the order of their ids."""
    last = 0
    while ids := _next_ids(last):
        yield from documents(ids)
        last = ids[-1]


def _next_ids(last: int) -> list[int]:
    rows = Item.objects.live().filter(pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:AT_ONCE])


def make_sure() -> None:
    """Build the index if there is none that can serve; what it holds then needs no second look.

    Nobody else may be reading the ledger for the index meanwhile.
    """
    health = house_index().health()
    if not health.serves:
        log.warning("%s It is built from the database now.", health.trouble)
        place = book.latest()
        rebuild()
        followers.skip_to(FOLLOWER, place, now=timezone.now())
