"""A batch of imported items is told in few facts, and none of them spans what others brought."""

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.connect.importers.load.ledger import WIDEST_GAP, spans


def test_ids_set_aside_long_ago_do_not_make_one_wide_span():
    assert list(spans([3, 4, 90_001, 90_000])) == [(3, 4), (90_000, 90_001)]


def test_nothing_is_told_of_nothing():
    assert list(spans([])) == []


@given(ids=st.lists(st.integers(min_value=1, max_value=5_000), unique=True))
def test_every_id_is_told_and_no_wide_gap_is(ids):
    told = {one for first, last in spans(ids) for one in range(first, last + 1)}

    assert set(ids) <= told
    assert all(any(abs(one - other) <= WIDEST_GAP for other in ids) for one in told)
