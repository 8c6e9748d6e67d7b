"""Titles for what was written without one: no kind demands more than its text."""

import re

from lorehouse.lib.markdown import extract

LONGEST = 120  # characters
_SENTENCE = re.compile(r".{8,}?[.?!…](?=\s|$)")


def headline(title: str, body: str) -> tuple[str, str]:
    """`title`, or the first sentence of `body`, and the body, without what is the title now.

    A body that says more than its first sentence is left whole.
    """
    if title.strip():
        return title, body
    text = extract(body).strip()
    first = text.partition("\n")[0].strip()
    found = _SENTENCE.match(first)
    line = found[0] if found else first
    if len(line) > LONGEST:
        line = f"{line[: LONGEST - 1].rsplit(' ', 1)[0]}…"
    return line, "" if line and line == text else body
