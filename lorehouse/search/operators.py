"""What people write into the search field besides words: "phrases", -words, tag:, by: and such."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from lorehouse.search.documents import Wanted

_PART = re.compile(
    r"""(?P<name>tag|by|in|kind|lane|thread|before|after):(?:"(?P<quoted>[^"]+)"|(?P<value>[^\s"]+))"""
    r"""|(?<!\S)-(?P<without>\w[\w-]*)"""
    r"""|"(?P<phrase>[^"]+)\"""",
    re.IGNORECASE,
)
LONGEST = 2_000  # characters of a question that are read


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question taken apart. `named` has the operators' values, such as {"tag": ("pay",)}."""

    wanted: Wanted
    named: dict[str, tuple[str, ...]]
    before: datetime | None = None
    after: datetime | None = None
    misread: tuple[str, ...] = ()  # operators whose value is no date


def asked(text: str) -> Asked:
    """Take `text` apart. Whatever is no operator is words; nothing typed is an error."""
    named: dict[str, list[str]] = {}
    phrases, without = [], []
    for part in _PART.finditer(text[:LONGEST]):
        if part["name"]:
            named.setdefault(part["name"].lower(), []).append(part["quoted"] or part["value"])
        elif part["phrase"]:
            phrases.append(part["phrase"])
        else:
            without.append(part["without"])
    words = " ".join(_PART.sub(" ", text[:LONGEST]).split())
    dates = {name: _day(named.pop(name, [])) for name in ("before", "after")}
    return Asked(
        wanted=Wanted(words=words, phrases=tuple(phrases), without=tuple(without)),
        named={name: tuple(values) for name, values in named.items()},
        before=dates["before"][0],
        # "after:2026-03-01" means from the day that follows
        after=dates["after"][0] + timedelta(days=1) if dates["after"][0] else None,
        misread=tuple(f"{name}:{value}" for name in dates for value in dates[name][1]),
    )


def _day(values: list[str]) -> tuple[datetime | None, list[str]]:
    """The beginning of the last day given, in UTC, and the values that are none."""
    day, wrong = None, []
    for value in values:
        try:
            day = datetime.combine(_date(value), time(), UTC)
        except ValueError:
            wrong.append(value)
    return day, wrong


def _date(value: str) -> date:
    """2026, 2026-03 and 2026-03-09 are all days; a year or month means its first. ValueError."""
    year, month, day = (*value.split("-"), "1", "1")[:3]
    return date(int(year), int(month), int(day))
