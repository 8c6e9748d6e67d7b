"""The promise of digests: each stretch of time is told exactly once, whatever happens meanwhile.

People move through zones, change hours, and workers stop for days or die at the worst moment.
"""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.notify import actions, scheduling
from lorehouse.notify.models import Delivery, Preferences

START = datetime(2026, 3, 20, 12, tzinfo=UTC)  # around it clocks change on both hemispheres
ZONES = [
    "Europe/Berlin", "America/New_York", "Pacific/Auckland", "Australia/Lord_Howe", "Asia/Kolkata",
    "America/St_Johns", "Pacific/Kiritimati", "Africa/Casablanca", "America/Santiago", "UTC",
]  # fmt: skip
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("wait"), st.integers(1, 80)),  # hours in which no worker looks
        st.tuples(st.just("move"), st.sampled_from(ZONES)),
        st.tuples(st.just("hour"), st.integers(0, 23)),
        st.tuples(st.just("die"), st.just(0)),
    ),
    min_size=4,
    max_size=30,
)


@pytest.mark.parametrize("period", ["daily", "weekly"])
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_every_stretch_of_time_is_told_once_and_in_order(alice, period, steps):
    with transaction.atomic():
        begun = START - timedelta(days=1 if period == "daily" else 7)
        told = told_through(alice, period, steps)
        reaches = getattr(Preferences.objects.get(person=alice), f"{period}_until")
        transaction.set_rollback(True)

    assert all(since < until for since, until in told)
    edges = [begun, *(until for _, until in told)]
    assert [since for since, _ in told] == edges[:-1], "no gap, no stretch twice"
    assert edges[-1] == reaches


def told_through(person, period, steps):
    """Live through `steps`; return the stretches of time that digests told of."""
    wants = {"digest": period, "hour": 8, "weekday": 2, "quiet_from": 0, "quiet_until": 0}
    actions.prefer(person=person, channels={}, now=START, **wants)
    now = START
    for step, value in steps:
        if step == "wait":
            now += timedelta(hours=value)
        elif step == "move":
            person.timezone = value
            person.save()
            actions.reschedule(person=person, now=now)
        elif step == "hour":
            wants["hour"] = value
            actions.prefer(person=person, channels={}, now=now, **wants)
        else:
            die_while_scheduling(now)
        scheduling.make_digests(now=now)
        scheduling.make_digests(now=now)
    rows = Delivery.objects.filter(person=person).order_by("pk").values_list("about", flat=True)
    return [moments(about[period], about["until"]) for about in rows if period in about]


def die_while_scheduling(now):
    """A worker is killed before its transaction ends: nothing of it is there."""
    with transaction.atomic():
        scheduling.make_digests(now=now)
        transaction.set_rollback(True)


def moments(*texts):
    """Times from their texts."""
    return tuple(datetime.fromisoformat(text) for text in texts)
