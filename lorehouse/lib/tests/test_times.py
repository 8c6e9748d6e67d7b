from datetime import UTC, datetime

import pytest

from lorehouse.lib.times import NotATime, parse


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-31T09:30:00Z",
        "2024-05-31T11:30:00+02:00",
        "2024-05-31T09:30:00.000",
        "2024-05-31 09:30",
    ],
)
def test_a_moment_is_read_in_utc(text):
    assert parse(text) == datetime(2024, 5, 31, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "yesterday", "2024-13-01", "0001-01-01T00:00:00+10:00"])
def test_what_is_not_a_time_is_refused_with_a_sentence(text):
    with pytest.raises(NotATime, match="is not a time like"):
        parse(text)
