"""One conversation: what its page reads."""

from lorehouse.stream.thread.places import address_of
from lorehouse.stream.thread.reading import SIZE, Part, comments_of, thread
from lorehouse.stream.thread.shapes import Reply, Thread

__all__ = ["SIZE", "Part", "Reply", "Thread", "address_of", "comments_of", "thread"]
