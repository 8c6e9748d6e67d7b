"""Times, numbers, initials and addresses for people."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.ui import filters
from lorehouse.ui.icons import UnknownIcon, icon
from lorehouse.ui.links import with_query

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (timedelta(seconds=20), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=3, minutes=50), "3 h"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=6), "6 days"),
        (timedelta(days=20), "2 Nov"),
        (timedelta(days=400), "18 Oct 2025"),
        (timedelta(hours=-1), "now"),
    ],
)
def test_how_long_ago(age, words):
    assert filters.since(NOW - age, NOW) == words


def test_times_are_in_the_zone_of_the_reader():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert filters.exact(NOW) == "22 November 2026, 21:00"
        assert "12:00:00+00:00" in filters.date(NOW)


def test_no_time_is_nothing():
    assert filters.ago(None) == filters.date(None) == ""


def test_numbers_have_the_separators_of_the_language():
    assert filters.number(12345) == "12,345"
    with translation.override("de"):
        assert filters.number(12345) == "12.345"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Lovelace", "AL"), ("Ada", "A"), ("Jo van den Berg", "JB"), ("", "?"), ("(x) 李", "李")],
)
def test_initials(name, letters):
    assert filters.initials(name) == letters


@given(st.text())
def test_any_name_has_initials_and_a_hue(name):
    assert 1 <= len(filters.initials(name)) <= 6
    assert 0 <= filters.hue(name) < 12


def test_a_query_keeps_what_is_not_changed():
    assert (
        with_query("/stream/?tag=a&cursor=9", cursor=None, sort="top") == "/stream/?tag=a&sort=top"
    )
    assert with_query("/stream/", sort=None) == "/stream/"


def test_an_icon_is_decoration_unless_it_is_named():
    assert 'aria-hidden="true"' in icon("search")
    assert 'aria-label="&lt;x&gt;"' in icon("search", "<x>")


def test_an_unknown_icon_says_what_to_do():
    with pytest.raises(UnknownIcon, match="build again"):
        icon("no-such-icon")
