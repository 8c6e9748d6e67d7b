import re

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.slugs import anchor, slugify, unused


def test_a_title_becomes_an_address():
    assert slugify("How we work: Part 2 (2024)") == "how-we-work-part-2-2024"
    assert slugify("Übergabe für Straße") == "ubergabe-fur-strasse"
    assert slugify("休暇の取り方") == "休暇の取り方"


def test_a_title_without_words_gives_nothing():
    assert slugify("?!…") == ""


def test_a_long_title_is_cut_at_a_word():
    assert slugify("one two three", longest=9) == "one-two"


def test_anchors_are_those_of_code_hosts():
    assert anchor("Set up: part 2") == "set-up-part-2"
    assert anchor("What's `new`?") == "whats-new"


def test_a_taken_name_gets_a_number():
    assert unused("a", {"a", "a-2"}.__contains__) == "a-3"


@given(st.text(), st.integers(min_value=1, max_value=90))
def test_a_slug_is_fit_for_an_address(title, longest):
    slug = slugify(title, longest=longest)

    assert len(slug) <= longest
    assert re.fullmatch(r"[\w-]*", slug)
