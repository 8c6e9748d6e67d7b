"""The feed: threads a reader may see, as cards. Every order of it is one reading of indexes."""

from lorehouse.stream.feed.reading import OWN, SIZE, feed, tags_of
from lorehouse.stream.feed.shapes import (
    SORTS,
    Byline,
    Card,
    Feed,
    Reason,
    Wish,
    address,
    decoded,
)

__all__ = [
    "OWN",
    "SIZE",
    "SORTS",
    "Byline",
    "Card",
    "Feed",
    "Reason",
    "Wish",
    "address",
    "decoded",
    "feed",
    "tags_of",
]
