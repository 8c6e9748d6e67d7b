"""Addresses that keep the rest of their query."""

from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote_plus, urlsplit, urlunsplit


def with_query(address: str, **changes: object) -> str:
    """`address` with its query changed: None takes a parameter away, anything else sets it.

    `with_query("/stream/?sort=top&cursor=9", sort="new", cursor=None)` is `/stream/?sort=new`.
    """
    parts, pairs = _taken_apart(address)
    kept = [pair for pair in pairs if pair[0] not in changes]
    added = [(name, str(value)) for name, value in changes.items() if value is not None]
    query = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in kept + added)
    return urlunsplit(parts._replace(query=query))


_quoted = lru_cache(maxsize=4096)(quote_plus)


@lru_cache(maxsize=256)
def _taken_apart(address: str) -> tuple[SplitResult, tuple[tuple[str, str], ...]]:
    """An address and its query; the filters of one page all change the same address."""
    parts = urlsplit(address)
    return parts, tuple(parse_qsl(parts.query))
