"""Texts without a title, cut in two."""

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.openings import LONGEST, in_two


def test_a_short_text_is_its_own_title():
    assert in_two("Figs in pots.") == ("Figs in pots.", "")


def test_a_long_text_is_cut_between_words():
    head, rest = in_two("plum " * 40)

    assert head.endswith("plum …")
    assert rest.startswith("… plum")


@given(text=st.text(max_size=400))
def test_no_word_is_lost_and_the_first_part_is_short(text):
    head, rest = in_two(text)

    assert len(head) <= LONGEST + 2
    kept = head.removesuffix("…") + rest.removeprefix("…") if rest else head
    assert "".join(kept.split()) == "".join(text.split())


def test_a_first_sentence_that_is_short_enough_stands_for_the_whole():
    first, rest = "The lift is working again since Monday.", "It stopped " + "again and " * 10
    assert in_two(f"{first} {rest}") == (first, rest.strip())
    assert in_two(f"No. {rest}")[0].startswith("No. It stopped")
