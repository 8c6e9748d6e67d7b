"""Markdown to the HTML a page shows: safe, with anchors, and with `@`, `#` and `[[ ]]` as links.

Speed matters here (each item is rendered once, but an import renders thousands a second), so each
step is one pass of a regular expression over HTML that `sanitising` made regular: attribute values
are quoted, and no `<` or `>` stands in them or in the text.
"""

import re
from collections.abc import Container, Mapping
from functools import lru_cache
from hashlib import blake2b
from html import escape, unescape
from urllib.parse import quote

from lorehouse.lib import slugs
from lorehouse.lib.markdown.formulas import with_formulas
from lorehouse.lib.markdown.highlighting import with_colours
from lorehouse.lib.markdown.parsing import to_html
from lorehouse.lib.markdown.plain import words_of
from lorehouse.lib.markdown.sanitising import clean
from lorehouse.lib.markdown.structures import Heading, Rendered, WikiLink

#: Every `id` that comes out of a text begins so: it never meets an `id` of the page round it.
ANCHOR_PREFIX = "h-"

_NAMED = re.compile(r"<[a-z][^>]*? (?:id|name)=\"[^>]*>")
_NAME = re.compile(r' (?:id|name)="([^"]*)"')
_HEADING = re.compile(r"<(h[1-6])((?: [^>]*)?)>(.*?)</\1>", re.DOTALL)
_ID = re.compile(r' id="[^"]*"')
_LINK = re.compile(r'<a ([^>]*?)href="([^"]*)"')
_OUTSIDE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_IMAGE = re.compile(r'<img [^>]*?src="([^"]*)"')
_STRANGE_CLASS = re.compile(r'(<code[^>]*?) class="(?!language-[\w+#.-]{1,40}")[^"]*"')
_REFERENCE = re.compile(
    r"<(a|code|pre|kbd|samp|tt|math)\b.*?</\1>|<[^>]*>"  # left as they are
    r"|\[\[([^\[\]|\n<]*)"  # [[target#heading|label]], the label with marks or without
    r"(?:\|((?:[^\[\]\n<]|</?(?:code|em|strong|del|sub|sup|kbd)>)*))?\]\]"
    r"|(?<![\w@/.])@(\w(?:[\w.-]*\w)?)"  # @handle
    r"|(?<![\w#&/])#([^\W\d_][\w-]{0,49})",  # #tag
    re.DOTALL,
)
_WIKI_LINK = re.compile(r"\[\[([^\[\]|\n]*)(?:\|([^\[\]\n]*))?\]\]")


def render(
    source: str,
    *,
    names: Mapping[str, str] | None = None,
    people: Container[str] | None = None,
    inline: bool = True,
    hashtags: bool = True,
) -> Rendered:
    """`source` as HTML that may be put on a page as it is, and what was found in it.

    `names` gives the address of each `[[target]]`; a target without one is shown as missing.
    `people` holds the handles, in lower case, that `@handle` becomes a link for. With
    `inline=False` all of these, and `#tag`, stay the words they are; with `hashtags=False` only
    `#tag` does. Raises TooLong.
    """
    html = clean(to_html(source))
    found = Rendered()
    if "<code " in html:
        html = _STRANGE_CLASS.sub(r"\1", html)
    if "[^" in source or "<" in source:  # only a footnote or raw HTML names an element
        html = _NAMED.sub(_own_name, html)
    if "<h" in html:
        html = _with_anchors(html, found)
    if "<a " in html:
        html = _own_footnotes(_with_links(html, found), source)
    if "<img " in html:
        found.images = [unescape(url) for url in _IMAGE.findall(html)]
        html = html.replace("<img ", '<img loading="lazy" ')
    found.text = words_of(html)
    html = with_formulas(with_colours(html))
    if inline and ("@" in html or "#" in html or "[[" in html):
        html = _References(names or {}, people or (), found, hashtags=hashtags).linked(html)
    found.html = html
    return found


def _own_name(tag: re.Match[str]) -> str:
    """A tag whose first `id` or `name` is an `id` with our prefix, without any other."""
    first = _NAME.search(tag[0])
    rest = _NAME.sub("", tag[0])
    own = f' id="{ANCHOR_PREFIX}{first[1]}"' if first else ""
    return re.sub(r"^<[a-z0-9]+", rf"\g<0>{own}", rest) if own else rest


def _with_anchors(html: str, found: Rendered) -> str:
    taken: set[str] = set()

    def anchored(heading: re.Match[str]) -> str:
        tag, attributes, inside = heading.groups()
        title = words_of(inside)
        anchor = slugs.unused(ANCHOR_PREFIX + slugs.anchor(title), taken.__contains__, longest=200)
        taken.add(anchor)
        found.toc.append(Heading(int(tag[1]), title, anchor))
        return f'<{tag} id="{anchor}"{_ID.sub("", attributes)}>{inside}</{tag}>'

    return _HEADING.sub(anchored, html)


def _with_links(html: str, found: Rendered) -> str:
    """Links within the text find our anchors; links to elsewhere give no weight and no handle."""

    def link(match: re.Match[str]) -> str:
        before, url = match.groups()
        found.links.append(unescape(url))
        if url.startswith("#"):
            return f'<a {before}href="#{ANCHOR_PREFIX}{url[1:]}"'
        if _OUTSIDE.match(url):
            return f'<a {before}href="{url}" rel="nofollow noopener"'
        return match[0]

    return _LINK.sub(link, html)


def _own_footnotes(html: str, source: str) -> str:
    """Footnotes named after their text, so that two texts on one page do not share them."""
    if f'href="#{ANCHOR_PREFIX}fn' not in html:
        return html
    own = blake2b(source.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    return re.sub(rf'((?:href="#|id="){ANCHOR_PREFIX}fn(?:ref)?-)', rf"\g<1>{own}-", html)


class _References:
    """Makes links of `@handle`, `#tag` and `[[target]]` in text, never in code or in links."""

    def __init__(
        self, names: Mapping[str, str], people: Container[str], found: Rendered, *, hashtags: bool
    ) -> None:
        self._names, self._people, self._found = names, people, found
        self._hashtags = hashtags

    def linked(self, html: str) -> str:
        """`html` with its references as links; they are added to what was found."""
        html = _REFERENCE.sub(self._link, html)
        found = self._found
        found.mentions = list(dict.fromkeys(found.mentions))
        found.tags = list(dict.fromkeys(found.tags))
        if found.wiki_links:
            found.text = _WIKI_LINK.sub(lambda w: (w[2] or w[1]).strip(), found.text)
        return html

    def _link(self, match: re.Match[str]) -> str:
        _, target, label, handle, tag = match.groups()
        if handle is not None:
            self._found.mentions.append(handle.lower())
            return _mention(handle) if handle.lower() in self._people else match[0]
        if tag is not None:
            if not self._hashtags:
                return match[0]
            self._found.tags.append(tag.lower())
            return _tag(tag)
        return match[0] if target is None else self._wiki_link(target, label)

    def _wiki_link(self, inside: str, label: str | None) -> str:
        if label and not _is_balanced(label):
            return f"[[{inside}|{label}]]"
        target, _, heading = unescape(inside).partition("#")
        target = target.strip()
        anchor = ANCHOR_PREFIX + slugs.anchor(heading) if heading.strip() else ""
        shown = (label or inside).strip()
        self._found.wiki_links.append(WikiLink(target, words_of(shown), anchor))
        url = self._names.get(target) if target else ""
        if url is None:
            return f'<span class="missing" data-target="{escape(target)}">{shown}</span>'
        address = escape(url + (f"#{anchor}" if anchor else ""))
        return f'<a class="wiki" href="{address}">{shown}</a>'


def _is_balanced(html: str) -> bool:
    """Whether each element that begins in `html` ends in it, and the other way round."""
    open_tags: list[str] = []
    for end, tag in re.findall(r"<(/?)(\w+)>", html):
        if not end:
            open_tags.append(tag)
        elif not open_tags or open_tags.pop() != tag:
            return False
    return not open_tags


@lru_cache(maxsize=4096)
def _mention(handle: str) -> str:
    return f'<a class="mention" href="/people/{quote(handle.lower())}/">@{handle}</a>'


@lru_cache(maxsize=4096)
def _tag(tag: str) -> str:
    return f'<a class="tag" href="/tags/{quote(tag.lower())}/">#{tag}</a>'
