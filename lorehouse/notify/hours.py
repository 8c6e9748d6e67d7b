"""When a digest is due and when quiet hours end: arithmetic of one person's clock, nothing else.

Moments are aware and come back in UTC. Local hours are looked up day by day, so that a day of 23
or 25 hours has exactly one digest: an hour that a day has twice counts once, the first time; one
that it has not is made up for as soon as the clock shows a later one.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
EVERY_DAY = -1  # stands for a weekday


def latest_slot(now: datetime, *, zone: ZoneInfo, hour: int, weekday: int = EVERY_DAY) -> datetime:
    """The last moment up to `now` at which a digest was due.

    `hour` is from 0 to 23; `weekday` from 0 (Monday) to 6, or EVERY_DAY.
    """
    day = now.astimezone(zone).date() + DAY  # some zones have left out a whole day
    while (slot := slot_of(day, zone=zone, hour=hour)) > now or not _falls_on(day, weekday):
        day -= DAY
    return slot


def next_slot(now: datetime, *, zone: ZoneInfo, hour: int, weekday: int = EVERY_DAY) -> datetime:
    """The first moment after `now` at which a digest is due."""
    day = now.astimezone(zone).date() - DAY
    while (slot := slot_of(day, zone=zone, hour=hour)) <= now or not _falls_on(day, weekday):
        day += DAY
    return slot


def slot_of(day: date, *, zone: ZoneInfo, hour: int) -> datetime:
    """When it is `hour` on `day` in `zone`, for the first time."""
    return datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)


def is_quiet(moment: datetime, *, zone: ZoneInfo, start: int, end: int) -> bool:
    """Whether `moment` lies in the quiet hours from `start` to `end` (hours, 0 to 23).

    They may reach over midnight (22 to 7). Equal hours mean that there are none.
    """
    hour = moment.astimezone(zone).hour
    return start <= hour < end if start <= end else hour >= start or hour < end


def after_quiet(moment: datetime, *, zone: ZoneInfo, start: int, end: int) -> datetime:
    """`moment`, or the end of the quiet hours it lies in."""
    if not is_quiet(moment, zone=zone, start=start, end=end):
        return moment
    return next_slot(moment, zone=zone, hour=end)


def _falls_on(day: date, weekday: int) -> bool:
    return weekday in (EVERY_DAY, day.weekday())
