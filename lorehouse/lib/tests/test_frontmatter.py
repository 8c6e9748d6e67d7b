import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.frontmatter import BadFrontMatter, join, split, split_loosely

WORDS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]))


def test_the_head_is_read_and_taken_off():
    assert split("---\ntitle: A\ntags: [x, y]\n---\n# A\n") == (
        {"title": "A", "tags": ["x", "y"]},
        "# A\n",
    )


@pytest.mark.parametrize(
    "text", ["# A", "", "----\nx\n----", "---\na rule\n---\n", "x\n---\na: 1\n---\n"]
)
def test_a_text_without_a_head_stays_whole(text):
    assert split(text) == ({}, text)


def test_windows_line_ends_and_a_byte_order_mark_are_read():
    assert split("\ufeff---\r\na: 1\r\n---\r\nb") == ({"a": 1}, "b")


@pytest.mark.parametrize(
    "head", ["a: [1", "a: &x 1\nb: *x", "\tx: 1", "a: " + "[" * 5000, "a: 2024-99-99"]
)
def test_a_bad_head_is_refused_with_a_sentence(head):
    with pytest.raises(BadFrontMatter, match=r"^The front matter is not YAML.*\.$"):
        split(f"---\n{head}\n---\nbody")


def test_a_bad_head_can_be_read_line_by_line():
    assert split_loosely("---\ntitle: `A` 'b\nx y: 1\n- z\n---\nbody") == (
        {"title": "`A` 'b", "x y": "1"},
        "body",
    )


def test_a_head_can_run_nothing():
    with pytest.raises(BadFrontMatter):
        split("---\nx: !!python/object/apply:os.system [true]\n---\n")


@given(
    st.dictionaries(st.text("abc", min_size=1), WORDS | st.integers() | st.booleans()),
    WORDS,
)
def test_what_is_joined_can_be_split(said, text):
    if said:
        assert split(join(said, text)) == (said, text)
