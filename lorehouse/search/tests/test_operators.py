"""What people write into the search field."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.search.documents import Wanted
from lorehouse.search.operators import asked


def test_words_phrases_and_exclusions():
    found = asked('sick "doctor\'s note" after three days -dentist')
    assert found.wanted == Wanted(
        words="sick after three days", phrases=("doctor's note",), without=("dentist",)
    )


def test_operators_name_what_they_limit():
    found = asked('leave tag:pay tag:"time off" by:alice in:handbook KIND:question')
    assert found.wanted.words == "leave"
    assert found.named == {
        "tag": ("pay", "time off"), "by": ("alice",), "in": ("handbook",), "kind": ("question",)
    }  # fmt: skip


def test_days_months_and_years():
    found = asked("pay after:2026-03-31 before:2027")
    assert found.after == datetime(2026, 4, 1, tzinfo=UTC)
    assert found.before == datetime(2027, 1, 1, tzinfo=UTC)


def test_a_date_that_is_none_is_told():
    assert asked("pay before:easter after:2026-13-01").misread == (
        "before:easter",
        "after:2026-13-01",
    )


def test_a_hyphen_inside_a_word_excludes_nothing():
    assert asked("follow-up e-mail").wanted == Wanted(words="follow-up e-mail")


@given(st.text(max_size=300))
def test_nothing_typed_is_an_error(text):
    asked(text)
