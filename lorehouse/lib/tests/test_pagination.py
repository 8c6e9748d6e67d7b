from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.pagination import BadCursor, Cursor, after


@given(
    st.lists(
        st.integers(-(2**53), 2**53) | st.text() | st.datetimes(timezones=st.just(UTC)), max_size=4
    )
)
def test_a_cursor_comes_back_as_it_was(values):
    cursor = Cursor(tuple(values))

    assert Cursor.decode(cursor.encode(), length=len(values)) == cursor


@given(st.text(max_size=40))
def test_a_made_up_cursor_is_refused_with_a_sentence(word):
    try:
        Cursor.decode(word, length=1)
    except BadCursor as reason:
        assert str(reason).endswith("start from the first page.")


def test_a_cursor_of_another_list_is_refused():
    with pytest.raises(BadCursor, match="another list"):
        Cursor.decode(Cursor((1,)).encode(), length=2)


def test_the_condition_follows_the_order():
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    condition = after(("-active_at", "pk"), Cursor((moment, 7)))

    assert str(condition) == (
        f"(OR: ('active_at__lt', {moment!r}), (AND: ('active_at', {moment!r}), ('pk__gt', 7)))"
    )
