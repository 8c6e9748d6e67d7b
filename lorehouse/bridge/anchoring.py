"""Finding the paragraph that a passage is in now, after its article was rewritten."""

import re
from collections.abc import Iterable, Sequence

from lorehouse.lib.markdown import Block

ENOUGH = 0.3  # share of the passage's words that its paragraph still has


def anchor(passage: str, blocks: Sequence[Block], *, kept: str = "") -> str:
    """The key of the block that `passage` went into; empty when none has enough of its words.

    A block that still has the key `kept` is the one. Otherwise it is the block with the largest
    share of the passage's words, if that is at least ENOUGH.
    """
    if kept and any(block.key == kept for block in blocks):
        return kept
    wanted = words(passage)
    if not wanted:
        return ""
    shares = ((len(wanted & words(block.text)) / len(wanted), block.key) for block in blocks)
    share, key = max(shares, default=(0.0, ""), key=lambda one: one[0])
    return key if share >= ENOUGH else ""


def words(text: str) -> frozenset[str]:
    """The distinct words of a text, of three letters and more, in lower case."""
    return frozenset(word for word in re.findall(r"\w{3,}", text.lower()))


def composed(passages: Iterable[str]) -> str:
    """A first draft: the passages, one paragraph each."""
    return "\n\n".join(passage.strip() for passage in passages)
