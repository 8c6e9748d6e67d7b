"""What an import tells the ledger: spans of items, so that a batch is a few facts."""

from collections.abc import Collection, Iterator
from datetime import datetime

from lorehouse.items.facts import ItemsImported
from lorehouse.ledger import book
from lorehouse.people.models import Person

WIDEST_GAP = 50  # ids; followers read what lies in a gap again, so wide ones are left out


def tell(*, ids: Collection[int], importer: Person, now: datetime) -> None:
    """Record that the items with these ids came in or changed; within the caller's transaction."""
    for first, last in spans(ids):
        book.record(ItemsImported(first_id=first, last_id=last), by=importer, at=now)


def spans(ids: Collection[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of `ids` without a gap wider than `WIDEST_GAP`, ascending."""
    first = last = None
    for one in sorted(ids):
        if first is None or last is None:
            first = one
        elif one - last > WIDEST_GAP:
            yield first, last
            first = one
        last = one
    if first is not None and last is not None:
        yield first, last
