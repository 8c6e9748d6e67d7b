"""What templates do to values: times for people, numbers, initials."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any
from zlib import crc32

from django.utils import formats, timezone, translation
from django.utils.translation import gettext, npgettext
from markupsafe import Markup, escape

MINUTE, HOUR, DAY = 60, 3600, 86400


def exact(moment: datetime) -> str:
    """`moment` in the reader's zone, in full: `22 November 2026, 14:05`."""
    return _exact(moment, timezone.get_current_timezone_name(), translation.get_language())


@lru_cache(maxsize=8192)
def _exact(moment: datetime, zone: str, language: str) -> str:
    """As `exact`; zone and language are those in force, and say when the words are others."""
    local = timezone.localtime(moment)
    day = formats.date_format(local, gettext("j F Y"), use_l10n=False)
    return f"{day}, {local:%H:%M}"


def ago(moment: datetime | None) -> Markup:
    """How long ago, in a few letters (`5 min`, `3 h`, `12 Nov`), with the exact time on hover."""
    if moment is None:
        return Markup("")
    return _time(moment, since(moment, timezone.now()), behaviour="ago")


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
    return _day(moment, now)


def _day(moment: datetime, now: datetime) -> str:
    local = timezone.localtime(moment)
    same_year = local.year == timezone.localtime(now).year
    shape = gettext("j M") if same_year else gettext("j M Y")
    return formats.date_format(local, shape, use_l10n=False)


def date(moment: datetime | None) -> Markup:
    """The day in the reader's zone (`12 Nov 2026`), with the exact time on hover."""
    if moment is None:
        return Markup("")
    local = timezone.localtime(moment)
    return _time(
        moment, formats.date_format(local, gettext("j M Y"), use_l10n=False), behaviour="date"
    )


def _time(moment: datetime, words: str, *, behaviour: str) -> Markup:
    unbroken = words.replace(" ", "\N{NO-BREAK SPACE}")
    return Markup('<time datetime="{}" title="{}" data-time="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), exact(moment), behaviour, unbroken
    )


def number(value: float | None) -> str:
    """A number with the separators of the reader's language."""
    if value is None:
        return ""
    return formats.number_format(value, use_l10n=True, force_grouping=True)


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
    "date": date,
    "number": number,
    "initials": initials,
    "hue": hue,
    "domain": domain,
}
