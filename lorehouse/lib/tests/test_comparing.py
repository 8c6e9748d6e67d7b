"""Two texts compared, as pages show them."""

from lorehouse.lib.comparing import compared


def test_far_lines_are_left_out_and_near_ones_shown():
    old = "\n".join(f"line {n}" for n in range(30))
    shown = compared(old, old.replace("line 15", "line fifteen")).inline
    assert [sign for sign, _ in shown] == ["…", " ", " ", " ", "-", "+", " ", " ", " ", "…"]
    assert shown[4][1] == [(False, "line "), (True, "15")]


def test_equal_texts_have_no_changes():
    comparison = compared("a\nb", "a\nb")
    assert not comparison.has_changes
    assert comparison.inline == []


def test_what_came_and_what_went_is_counted():
    comparison = compared("a\nb\nc", "a\nc\nd\ne")
    assert (comparison.added, comparison.removed) == (2, 1)
