"""The words of a text, without any mark-up."""

import re
from html import unescape

from lorehouse.lib.markdown.parsing import to_html
from lorehouse.lib.markdown.sanitising import clean

_LINE_ENDS = re.compile(r"</(?:p|li|tr|pre|blockquote|div|dt|dd|h[1-6]|summary)>|<br[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_MARKED_UP = re.compile(r"</?[a-z][a-z0-9]*(?: [^>]*)?>", re.IGNORECASE)


def extract(source: str) -> str:
    """The words of the Markdown `source`, a line for each line of it, without mark-up.

    Raises TooLong.
    """
    return words_of(clean(to_html(source)))


def words_of(html: str) -> str:
    """The words of sanitised `html`: no tags, no entities, no empty lines."""
    text = _TAG.sub("", _LINE_ENDS.sub("\n", html))
    if "&" in text:
        text = unescape(text)
    return "\n".join(line for raw in text.split("\n") if (line := raw.strip()))


def excerpt(text: str, length: int = 200) -> str:
    """The beginning of a text, sanitised HTML or plain, on one line.

    At most `length` characters, cut between words and then ending in `…`.
    """
    words = words_of(text) if _MARKED_UP.search(text) else text
    line = " ".join(words.split())
    if len(line) <= length:
        return line
    cut = line[: max(0, length - 1)]
    shorter = cut.rpartition(" ")[0]
    return (shorter if len(shorter) > length // 2 else cut).rstrip(" ,;:-") + "…"
