"""HTML, as other houses export it, to Markdown that renders to the same page."""

import re
from html import unescape

# The package's own `convert` spends 0.5 ms on translating its options at every call.
from html_to_markdown import _html_to_markdown as converter

from lorehouse.lib.markdown.parsing import nesting

_OPTIONS = converter.ConversionOptions(
    escape_asterisks=True,
    escape_underscores=True,
    escape_misc=True,
    extract_metadata=False,
    bullets="-",
    sub_symbol="<sub>",
    sup_symbol="<sup>",
)

# Elements inside elements; a page that is nested deeper gives its words alone.
_DEEPEST = 200
# Text that can have no mark-up in it: it is taken over as it is.
_PLAIN = re.compile(r"(?!\s*\d+[.)])[^<>&*_`\[\]\\#~|+!\n-]*")
_TAG = re.compile(r"<[^>]*>")
_MARK = re.compile(r"[\\\\`*_\[\]<>#&~|-]")
# Code is left alone; elsewhere the converter escapes more than CommonMark needs.
_NEEDLESS = re.compile(
    r"(?P<code>^(?P<fence>`{3,})[^\n]*\n.*?^(?P=fence)`*\s*?$|(?P<span>`+)[^`].*?(?<!`)(?P=span)(?!`))"
    r"|(?<=\w)\\(?P<under>_)(?=\w)"
    r"|(?<=[^\n])(?P<number>[ (]\d+)\\(?P<dot>[.)])",
    re.DOTALL | re.MULTILINE,
)


def html_to_markdown(html: str) -> str:
    """`html`, a page or a part of one, as Markdown, without space at its ends.

    Headings, lists, tables, quotes, code with its language, links and images are kept;
    what Markdown has no mark for keeps its words. Characters that Markdown would read as marks
    are escaped, so that they stay what they are.
    """
    if _PLAIN.fullmatch(html):
        return html.strip()
    if html.count("<") > _DEEPEST and nesting(html) > _DEEPEST:
        return _MARK.sub(r"\\\g<0>", unescape(_TAG.sub(" ", html))).strip()
    content = converter.convert(html, _OPTIONS).content or ""
    return _NEEDLESS.sub(_unescaped, content).strip() if "\\" in content else content.strip()


def _unescaped(match: re.Match[str]) -> str:
    if match["under"]:
        return "_"
    return f"{match['number']}{match['dot']}" if match["dot"] else match[0]
