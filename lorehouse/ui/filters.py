"""What templates do to values: times for people, numbers, initials."""

from collections.abc import Callable
from datetime import date as Date  # noqa: N812  (a filter is called `date`)
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.utils import formats, timezone, translation
from django.utils.translation import gettext, npgettext
from markupsafe import Markup, escape

MINUTE, HOUR, DAY = 60, 3600, 86400
WEEK = timedelta(days=7)


def exact(moment: datetime) -> str:
    """`moment` in the reader's zone, in full: `22 November 2026, 14:05`."""
    local = moment.astimezone(timezone.get_current_timezone())
    return f"{day_of(local.date(), gettext('j F Y'))}, {local:%H:%M}"


def day_of(day: Date, shape: str) -> str:
    """A day in the reader's language; `shape` is that of Django's date formats."""
    return _day_of(day, shape, translation.get_language())


@lru_cache(maxsize=8192)
def _day_of(day: Date, shape: str, language: str) -> str:
    """As `day_of`; the language is the one in force, and says when the words are others."""
    return formats.date_format(day, shape, use_l10n=False)


def ago(moment: datetime | None) -> Markup:
    """How long ago, in a few letters (`5 min`, `3 h`, `12 Nov`), with the exact time on hover."""
    if moment is None:
        return Markup("")
    now = timezone.now()
    if now - moment < WEEK:
        return _time(moment, since(moment, now), behaviour="ago")
    zone = timezone.get_current_timezone()
    return _long_ago(moment, now.astimezone(zone).year, zone, translation.get_language())


@lru_cache(maxsize=16_384)
def _long_ago(moment: datetime, year: int, zone: tzinfo, language: str) -> Markup:
    """The words for a moment that stay the same all through `year`; zone and language in force."""
    return _time(moment, _day(moment, year), behaviour="ago")


def since(moment: datetime, now: datetime) -> str:
    """`now - moment` for people; from a week on it is the date."""
    seconds = int((now - moment).total_seconds())
    if seconds < MINUTE:
        return gettext("now")
    if seconds < HOUR:
        return npgettext("ago", "%d min", "%d min", seconds // MINUTE) % (seconds // MINUTE)
    if seconds < DAY:
        return npgettext("ago", "%d h", "%d h", seconds // HOUR) % (seconds // HOUR)
    if seconds < 7 * DAY:
        return npgettext("ago", "%d day", "%d days", seconds // DAY) % (seconds // DAY)
    return _day(moment, timezone.localtime(now).year)


def _day(moment: datetime, year: int) -> str:
    local = timezone.localtime(moment)
    return day_of(local.date(), gettext("j M") if local.year == year else gettext("j M Y"))


def date(moment: datetime | None) -> Markup:
    """The day in the reader's zone (`12 Nov 2026`), with the exact time on hover."""
    if moment is None:
        return Markup("")
    words = day_of(timezone.localtime(moment).date(), gettext("j M Y"))
    return _time(moment, words, behaviour="date")


def month(moment: datetime) -> str:
    """The month in the reader's zone: `November 2026`."""
    return day_of(timezone.localtime(moment).date(), gettext("F Y"))


def _time(moment: datetime, words: str, *, behaviour: str) -> Markup:
    unbroken = escape(words.replace(" ", "\N{NO-BREAK SPACE}"))
    return Markup(  # noqa: S704  (the words are escaped here, the rest is made of numbers)
        f'<time datetime="{moment.isoformat(timespec="seconds")}" title="{escape(exact(moment))}"'
        f' data-time="{behaviour}">{unbroken}</time>'
    )


def number(value: float | None) -> str:
    """A number with the separators of the reader's language."""
    return "" if value is None else _number(value, translation.get_language())


@lru_cache(maxsize=4096)
def _number(value: float, language: str) -> str:
    return formats.number_format(value, use_l10n=True, force_grouping=True)


@lru_cache(maxsize=4096)
def initials(name: str) -> str:
    """One or two capital letters for somebody's picture: `Ada Lovelace` is `AL`."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    chosen = [words[0], words[-1]] if len(words) > 1 else words
    return "".join(word[0] for word in chosen).upper()


def hue(key: object) -> int:
    """A steady colour (0 to 11, a twelfth of the wheel each) for whatever `key` names."""
    return crc32(str(key).encode()) % 12


def domain(address: str) -> str:
    """The host of an address, for showing where a link leads."""
    return escape(address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www."))


BY_NAME: dict[str, Callable[..., Any]] = {
    "ago": ago,
    "exact": exact,
    "date": date,
    "month": month,
    "number": number,
    "initials": initials,
    "hue": hue,
    "domain": domain,
}
