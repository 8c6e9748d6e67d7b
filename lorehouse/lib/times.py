"""Points in time as other houses write them, and the zones people live in."""

import zoneinfo
from datetime import UTC, datetime
from functools import cache

from lorehouse.lib.errors import Unfit


class NotATime(Unfit):
    """A text that should name a point in time does not."""


def parse(text: str) -> datetime:
    """The moment that `text` names (RFC 3339), in UTC; a time without a zone is taken as UTC.

    Raises NotATime.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as reason:
        raise NotATime(f"“{text[:40]}” is not a time like 2024-05-31T09:30:00Z.") from reason


@cache
def zones() -> tuple[str, ...]:
    """The names of all time zones, sorted. Looked up once: it opens some hundreds of files."""
    return tuple(sorted(zoneinfo.available_timezones()))
