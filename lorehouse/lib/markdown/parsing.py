"""Markdown to HTML that is not yet safe, with the key of each top-level block on it."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import blake2b

import comrak
from django.utils.translation import gettext

from lorehouse.lib.markdown.structures import LONGEST, TooLong

#: Elements inside elements that a page may have; deeper nesting is shown as it was typed.
DEEPEST = 120

_POSITION = re.compile(r' data-sourcepos="(\d+):\d+-(\d+):(\d+)"')
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>")
_FORGED = re.compile("data-(?:sourcepos|block)", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "input", "wbr", "col", "source", "area", "link", "meta"})
# Texts below this length cannot nest deep enough to be slow, so they are not counted.
_SHALLOW = 2_000


def _extensions() -> comrak.ExtensionOptions:
    options = comrak.ExtensionOptions()
    for name in (
        "autolink",
        "strikethrough",
        "table",
        "tasklist",
        "footnotes",
        "alerts",
        "math_dollars",
    ):
        setattr(options, name, True)
    return options


def _rendering(*, escape: bool) -> comrak.RenderOptions:
    options = comrak.RenderOptions()
    options.sourcepos = True
    options.tasklist_classes = True
    options.unsafe_ = True  # raw HTML passes here and is made safe by `sanitising`
    options.escape = escape
    return options


_EXTENSIONS = _extensions()
_PARSING = comrak.ParseOptions()
_RAW = _rendering(escape=False)
_ESCAPED = _rendering(escape=True)


def to_html(source: str) -> str:
    """HTML of `source`, each top-level block with `data-block="key"`.

    The HTML holds whatever the writer put into it: sanitise it. Raises TooLong.
    """
    if len(source) > LONGEST:
        raise TooLong(
            gettext("This text has %(source)s characters; %(longest)s are the most.")
            % {"source": f"{len(source):,}", "longest": f"{LONGEST:,}"}
        )
    html = _convert(source)
    lines = source.split("\n")
    seen: Counter[str] = Counter()
    last = 0

    def mark(position: re.Match[str]) -> str:
        nonlocal last
        first, end = int(position[1]), _last_line(position)
        if first <= last:  # inside a block that has its key already
            return ""
        last = end
        key = block_key("\n".join(lines[first - 1 : end]), seen)
        return f' data-block="{key}"'

    return _POSITION.sub(mark, html)


def top_level_spans(source: str) -> Iterator[tuple[int, int, str]]:
    """First line, last line (both from 1) and HTML of each top-level block of `source`."""
    html = _convert(source)
    begin: tuple[int, int, int] | None = None
    for position in _POSITION.finditer(html):
        first, end = int(position[1]), _last_line(position)
        if begin and first <= begin[1]:
            continue
        at = html.rfind("<", 0, position.start())
        if begin:
            yield begin[0], begin[1], html[begin[2] : at]
        begin = (first, end, at)
    if begin:
        yield begin[0], begin[1], html[begin[2] :]


def block_key(markdown: str, seen: Counter[str]) -> str:
    """A name for a block that stays when the text around it changes.

    Made from the block's words, however they are wrapped; equal blocks are told apart by their
    number of appearance, which `seen` counts.
    """
    words = " ".join(markdown.split())
    key = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-{seen[key]}"


def _convert(source: str) -> str:
    """HTML whose positions can be trusted and whose nesting is bounded."""
    # Raw HTML that brings positions or keys of its own would pass for ours: show it as typed.
    options = _ESCAPED if _FORGED.search(source) else _RAW
    html = comrak.render_markdown(source, _EXTENSIONS, _PARSING, options)
    if len(source) > _SHALLOW and nesting(html) > DEEPEST:
        html = comrak.render_markdown(source, _EXTENSIONS, _PARSING, _ESCAPED)
        if nesting(html) > DEEPEST:
            return _as_typed(source)
    return html


def _last_line(position: re.Match[str]) -> int:
    # A block that ends at column 0 ended with the line before.
    return int(position[2]) - (position[3] == "0")


def nesting(html: str) -> int:
    """How many elements of `html` are open at once, at most."""
    depth = deepest = 0
    for tag in _TAG.finditer(html):
        if tag[1]:
            depth = max(0, depth - 1)
        elif tag[2].lower() not in _VOID:
            depth += 1
            deepest = max(deepest, depth)
    return deepest


def _as_typed(source: str) -> str:
    safe = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = source.count("\n") + 1
    return f'<pre data-sourcepos="1:1-{lines}:1"><code>{safe}</code></pre>'
