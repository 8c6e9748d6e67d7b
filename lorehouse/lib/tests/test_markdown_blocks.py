import re

from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.markdown import blocks, excerpt, extract, render

TEXT = """# Leave

You have *thirty* days.
Ask @ann.

- one
- two

<div>raw</div>

```
code

code
```

You have *thirty* days.
Ask @ann.
"""


def keys_on_the_page(source: str) -> list[str]:
    return re.findall(r'data-block="([^"]*)"', render(source).html)


def test_a_text_is_its_blocks_with_their_places():
    found = blocks(TEXT)

    assert [block.text.split("\n")[0] for block in found] == [
        "Leave", "You have thirty days.", "one", "raw", "code", "You have thirty days."
    ]  # fmt: skip
    assert all(TEXT[block.start : block.end] == block.markdown for block in found)


def test_the_page_carries_the_keys_of_the_blocks():
    keys = [block.key for block in blocks(TEXT) if not block.key.startswith("raw-")]

    assert keys_on_the_page(TEXT) == keys
    assert len(set(keys)) == len(keys)


def test_a_key_stays_when_other_blocks_change_and_lines_are_wrapped_anew():
    before = {block.text.replace("\n", " "): block.key for block in blocks("One.\n\nTwo three.")}
    after = {block.text.replace("\n", " "): block.key for block in blocks("New.\n\nTwo\nthree.")}

    assert before["Two three."] == after["Two three."]


def test_equal_blocks_have_keys_of_their_own():
    first, second = blocks("Same.\n\nSame.")

    assert second.key == f"{first.key}-2"


def test_the_words_of_a_text_have_no_mark_up():
    assert extract("# A\n\n**b** [c](d) & `e`\n\n- f") == "A\nb c & e\nf"


def test_an_excerpt_ends_between_words():
    assert excerpt("<p>One two <b>three</b> four</p>", 16) == "One two three…"
    assert excerpt("short", 16) == "short"
    assert excerpt("1 < 2 and 3 > 2", 100) == "1 < 2 and 3 > 2"


@given(st.text(max_size=300), st.integers(min_value=1, max_value=80))
def test_an_excerpt_is_never_longer_than_asked(text, length):
    assert len(excerpt(text, length)) <= length
