"""What a page from outside says, without what stands round it: plain text, never its mark-up."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

LONGEST = 100_000  # characters of text that are kept
_ENOUGH = 200  # characters that make an <article> or <main> worth more than the whole page
_SKIPPED = frozenset(
    {
        "script", "style", "noscript", "template", "svg", "nav", "header", "footer", "aside",
        "form", "button", "select", "iframe", "dialog", "object", "video", "audio", "canvas",
        "figure",
    }
)  # fmt: skip
_BLOCKS = frozenset(
    {
        "p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "td", "th", "dt", "dd",
        "div", "section", "article", "main", "br", "tr",
    }
)  # fmt: skip
_VOID = frozenset(
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source",
        "track", "wbr",
    }
)  # fmt: skip
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)


@dataclass(kw_only=True)
class Readable:
    """A page's title, what it says of itself, who publishes it, and its text by paragraph."""

    title: str = ""
    description: str = ""
    site: str = ""
    paragraphs: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The paragraphs with an empty line between them."""
        return "\n\n".join(self.paragraphs)[:LONGEST]


def readable(content: bytes, *, content_type: str = "text/html", charset: str = "") -> Readable:
    """What `content` says. It never fails: where nothing can be made out, little is found."""
    source = decoded(content, charset).replace("\x00", "")
    if content_type == "text/plain":
        return Readable(paragraphs=_tidy(source.split("\n\n")))
    page = _Page()
    page.feed(source)
    page.close()
    inner = _tidy(page.inner)
    chosen = inner if sum(map(len, inner)) >= _ENOUGH else _tidy(page.whole)
    return Readable(
        title=_line(page.meta.get("og:title") or page.title)[:250],
        description=_line(page.meta.get("og:description") or page.meta.get("description", ""))[
            :500
        ],
        site=_line(page.meta.get("og:site_name", ""))[:120],
        paragraphs=chosen,
    )


def decoded(content: bytes, charset: str) -> str:
    """`content` as text, in the charset it was sent or declares itself in, UTF-8 otherwise."""
    declared = _CHARSET.search(content[:2048])
    for name in (charset, declared[1].decode("ascii", "replace") if declared else "", "utf-8"):
        try:
            return content.decode(name or "utf-8")
        except (LookupError, UnicodeDecodeError):
            continue
    return content.decode("utf-8", "replace")


class _Page(HTMLParser):
    """Collects a page's head and its text, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.meta: dict[str, str] = {}
        self.whole: list[str] = [""]
        self.inner: list[str] = [""]
        self._skipping = self._inside = self._linking = 0
        self._linked = 0
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        if tag == "meta":
            given = dict(attrs)
            name = (given.get("property") or given.get("name") or "").lower()
            self.meta.setdefault(name, given.get("content") or "")
        self._in_title = tag == "title" and not self.title
        if tag in _BLOCKS:
            self._end_block()
        if tag in _VOID:
            return
        self._skipping += tag in _SKIPPED
        self._inside += tag in {"article", "main"}
        self._linking += tag == "a"

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._in_title = False
        if tag in _BLOCKS:
            self._end_block()
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag in {"article", "main"}:
            self._inside = max(0, self._inside - 1)
        elif tag == "a":
            self._linking = max(0, self._linking - 1)

    def handle_data(self, data: str) -> None:
        """Take in what is read."""
        if self._in_title:
            self.title += data
        elif not self._skipping:
            self.whole[-1] += data
            if self._inside:
                self.inner[-1] += data
            if self._linking:
                self._linked += len(data.strip())

    def _end_block(self) -> None:
        """Begin a new paragraph. A block that is little but links is a menu, and is forgotten."""
        is_menu = self._linked > 0.6 * len(self.whole[-1].strip()) and self._linked < 200
        for text in (self.whole, self.inner):
            if is_menu:
                text[-1] = ""
            elif text[-1].strip():
                text.append("")
        self._linked = 0


def _tidy(blocks: list[str]) -> list[str]:
    return [line for block in blocks if (line := _line(block))]


def _line(text: str) -> str:
    return " ".join(text.split())
