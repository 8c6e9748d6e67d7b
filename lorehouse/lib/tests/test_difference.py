from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.difference import has_changes, lines, words

TEXTS = st.text(alphabet="ab \n", max_size=80)


def test_a_changed_word_is_marked_in_both_lines():
    (row,) = lines("You have thirty days", "You have twenty days")

    assert row.kind == "changed"
    assert [span.text for span in row.old if span.kind == "removed"] == ["thirty"]
    assert [span.text for span in row.new if span.kind == "added"] == ["twenty"]


def test_a_new_line_stands_alone():
    rows = lines("one\nthree", "one\ntwo\nthree")

    assert [row.kind for row in rows] == ["same", "added", "same"]
    assert (rows[1].old_number, rows[1].new_number) == (None, 2)


def test_lines_that_have_little_in_common_are_not_mixed():
    (row,) = lines("Call the office", "xyz 12")

    assert [span.kind for span in row.old + row.new] == ["removed", "added"]


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_rows(old, new):
    rows = lines(old, new)

    def read(side, number):
        return ["".join(s.text for s in getattr(r, side)) for r in rows if getattr(r, number)]

    assert read("old", "old_number") == old.splitlines()
    assert read("new", "new_number") == new.splitlines()
    assert has_changes(rows) == (old.splitlines() != new.splitlines())


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_from_the_words(old, new):
    spans = words(old, new)

    assert "".join(span.text for span in spans if span.kind != "added") == old
    assert "".join(span.text for span in spans if span.kind != "removed") == new
