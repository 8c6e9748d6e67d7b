"""Addresses that keep the rest of their query."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


def with_query(address: str, **changes: object) -> str:
    """`address` with its query changed: None takes a parameter away, anything else sets it.

    `with_query("/stream/?sort=top&cursor=9", sort="new", cursor=None)` is `/stream/?sort=new`.
    """
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in changes]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    return urlunsplit(parts._replace(query=urlencode(kept + added)))
