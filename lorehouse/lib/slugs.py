"""Short readable names for addresses and anchors, made from titles."""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_NOT_WORD = re.compile(r"[^\w\- ]+")
_GAPS = re.compile(r"[\s_-]+")
# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "ø": "o", "å": "a", "ł": "l", "đ": "d", "þ": "th", "ð": "d", "œ": "oe"}
)


@lru_cache(maxsize=16_384)
def slugify(title: str, *, longest: int = 80) -> str:
    """`title` as an address part: lower case, ASCII where letters allow it, words joined by `-`.

    Scripts without an ASCII form are kept as they are. At most `longest` characters, cut at a
    word where possible; empty when nothing readable is left.
    """
    folded = unicodedata.normalize("NFKD", title.lower().translate(_PLAIN))
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    words = _GAPS.sub("-", _NOT_WORD.sub(" ", unicodedata.normalize("NFC", letters))).strip("-")
    if len(words) > longest:
        cut = words[: longest + 1].rpartition("-")[0]
        words = cut if len(cut) > longest // 2 else words[:longest]
    return words.strip("-")


def anchor(heading: str) -> str:
    """The anchor of a heading the way code hosts make it, so that their links go on working.

    Lower case, punctuation dropped, each space a `-`: "Set up: part 2" gives "set-up-part-2".
    """
    return _NOT_WORD.sub("", heading.strip().lower()).replace(" ", "-") or "section"


def unused(wanted: str, taken: Callable[[str], bool], *, longest: int = 80) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`, … for which `taken` is false."""
    name, number = wanted, 1
    while taken(name):
        number += 1
        ending = f"-{number}"
        name = wanted[: longest - len(ending)].rstrip("-") + ending
    return name
