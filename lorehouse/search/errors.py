"""What search says when it cannot."""


class NoIndex(Exception):
    """There is no index that can be used; rebuild it from the database."""


class IndexBusy(Exception):
    """Another process is changing the index; try again."""
