"""Heat: stored once, it orders at every moment as votes that fade do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.items.ranking import HALF_LIFE_DAYS, freshness, heat, weight

COUNTS = st.tuples(st.integers(-500, 5000), st.integers(0, 2000), st.floats(19_000, 22_000))


@given(one=COUNTS, other=COUNTS, later=st.floats(0, 30))
def test_heat_orders_as_fading_votes_do_at_every_moment(one, other, later):
    now = max(one[2], other[2]) + later

    def faded(thing):
        age = now - thing[2]
        if age / HALF_LIFE_DAYS > 900:
            return None  # smaller than a number can be
        return weight(thing[0], thing[1]) * freshness(age, half_life_days=HALF_LIFE_DAYS)

    a, b = faded(one), faded(other)
    if a is None or b is None or abs(a - b) <= 1e-9 * max(a, b):
        return
    assert (a > b) == (heat(*one) > heat(*other))


@given(score=st.integers(-500, 5000), replies=st.integers(0, 2000), begun=st.floats(0, 30_000))
def test_more_votes_and_more_replies_never_cool_a_thing(score, replies, begun):
    assert heat(score + 1, replies, begun) > heat(score, replies, begun)
    assert heat(score, replies + 1, begun) >= heat(score, replies, begun)


def test_twice_the_judgement_weighs_one_half_life():
    assert heat(1, 0, 100) == pytest.approx(heat(0, 0, 100 + HALF_LIFE_DAYS))
    assert heat(3, 0, 100) == pytest.approx(heat(0, 0, 100 + 2 * HALF_LIFE_DAYS))


def test_what_is_not_useful_is_cooler_than_what_nobody_touched():
    assert weight(-4, 0) < weight(-1, 0) < weight(0, 0) == 1.0
