"""One conversation: what its page reads."""

from lorehouse.stream.thread.paging import SIZE, Part
from lorehouse.stream.thread.places import address_of
from lorehouse.stream.thread.reading import APART_KINDS, beside, comments_of, first_unread, thread
from lorehouse.stream.thread.shapes import Reply, Thread

__all__ = [
    "APART_KINDS",
    "SIZE",
    "Part",
    "Reply",
    "Thread",
    "address_of",
    "beside",
    "comments_of",
    "first_unread",
    "thread",
]
