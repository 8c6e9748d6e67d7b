"""The arithmetic of people's clocks, over all zones and through changes of the clock."""

import itertools
import zoneinfo
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.notify import hours

ZONES = st.sampled_from(sorted(zoneinfo.available_timezones() - {"localtime"})).map(
    zoneinfo.ZoneInfo
)
MOMENTS = st.datetimes(datetime(1995, 1, 1), datetime(2037, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
HOURS = st.integers(0, 23)
BERLIN = zoneinfo.ZoneInfo("Europe/Berlin")


@given(zone=ZONES, now=MOMENTS, hour=HOURS, weekday=st.integers(-1, 6))
def test_the_last_slot_is_not_ahead_and_the_next_is_not_behind(zone, now, hour, weekday):
    before = hours.latest_slot(now, zone=zone, hour=hour, weekday=weekday)
    after = hours.next_slot(now, zone=zone, hour=hour, weekday=weekday)

    assert before <= now < after
    longest = 9 if weekday >= 0 else 3  # days; a zone may leave out a whole one
    assert after - before <= timedelta(days=longest)


@given(zone=ZONES, now=MOMENTS, hour=HOURS)
def test_a_year_of_digests_has_one_for_every_day(zone, now, hour):
    slots = [hours.latest_slot(now, zone=zone, hour=hour)]
    for _ in range(380):
        slots.append(hours.next_slot(slots[-1], zone=zone, hour=hour))

    days = [slot.astimezone(zone).date() for slot in slots]
    assert len(set(days)) == len(days)
    assert all(step <= timedelta(days=2) for step in steps(days)), "only a day that was not"
    for slot, later in itertools.pairwise(slots):
        assert hours.latest_slot(later - timedelta(seconds=1), zone=zone, hour=hour) == slot


def steps(days):
    """From each day to the next."""
    return [later - day for day, later in itertools.pairwise(days)]


@given(zone=ZONES, now=MOMENTS, hour=HOURS)
def test_a_digest_leaves_at_the_chosen_hour_where_the_day_has_it(zone, now, hour):
    slot = hours.next_slot(now, zone=zone, hour=hour)
    local = slot.astimezone(zone)

    wanted = local.replace(hour=hour, minute=0, second=0, fold=0)
    exists = wanted.astimezone(UTC).astimezone(zone).replace(fold=0) == wanted
    assert not exists or (local.hour, local.minute) == (hour, 0)


@given(zone=ZONES, moment=MOMENTS, start=HOURS, length=st.integers(0, 12))
def test_quiet_hours_delay_and_end(zone, moment, start, length):
    end = (start + length) % 24
    later = hours.after_quiet(moment, zone=zone, start=start, end=end)

    assert later >= moment
    assert later - moment <= timedelta(hours=50)
    if later != moment:
        assert hours.is_quiet(moment, zone=zone, start=start, end=end)
        assert later == hours.next_slot(moment, zone=zone, hour=end)


def test_the_hour_that_spring_leaves_out_is_made_up_for():
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)

    assert hours.next_slot(before, zone=BERLIN, hour=2) == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_the_hour_that_autumn_repeats_counts_once():
    first = datetime(2026, 10, 25, 0, 0, tzinfo=UTC)  # 02:00, before the clock goes back
    again = first + timedelta(hours=1)  # 02:00 once more

    assert hours.latest_slot(first, zone=BERLIN, hour=2) == first
    assert hours.latest_slot(again, zone=BERLIN, hour=2) == first


def test_equal_hours_are_never_quiet():
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)

    assert not any(
        hours.is_quiet(noon + timedelta(hours=n), zone=BERLIN, start=7, end=7) for n in range(24)
    )
