"""A page's links, made links of this house; everything else of its text stays as it was typed."""

import re
from collections.abc import Callable, Mapping

from lorehouse.connect.importers.markdown.destinations import Destination, Map
from lorehouse.connect.importers.markdown.tree import Page, Place
from lorehouse.connect.importers.reading import Notes
from lorehouse.lib.markdown import ANCHOR_PREFIX
from lorehouse.lib.slugs import anchor as anchor_of

# A label has an end within this many characters, or a page of brackets would take minutes.
_LABEL = r"(?:[^\[\]\\]|\\.|!?\[[^\[\]]{0,500}\](?:\([^()\s]{0,500}\))?){0,1000}"
_ADDRESS = r"(?:<[^<>\n]*>|(?:[^\s()<>\\]|\\.|\([^\s()]*\))*)"
_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?"

_DEFINITION = (
    r" {0,3}\[(?P<name>[^\[\]\n^][^\[\]\n]*)\]:[ \t]*"
    rf"(?P<defined>{_ADDRESS})(?P<deftitle>{_TITLE})[ \t]*$"
)
_DEFINITIONS = re.compile(rf"^{_DEFINITION}", re.MULTILINE)
# What begins with none of these characters is passed over quickly.
_PIECE = re.compile(
    r"^(?=[ \t>]*[`~\[])(?:"
    r"(?P<fence>[ \t>]*(?P<mark>`{3,}|~{3,})[^\n]*\n(?:.*?^[ \t>]*(?P=mark)[`~]*[ \t]*$|.*\Z))"
    rf"|{_DEFINITION})"
    r"|(?=[`<\[!])(?:"
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?:[^`\n]|\n(?!\s*\n)|(?!(?P=ticks)(?!`))`+)+?(?P=ticks)(?!`))"
    r"|(?P<comment><!--.*?-->)"
    r"|(?P<embedded>!?)\[\[(?P<wiki>[^\[\]|#\n]+)(?P<wikianchor>#[^\[\]|\n]*)?"
    r"(?:\\?\|(?P<wikilabel>[^\[\]\n]*))?\]\]"
    rf"|(?<!\\)(?P<shown>!?)\[(?P<label>{_LABEL})\]"
    rf"(?:\([ \t]*(?P<address>{_ADDRESS})(?P<title>{_TITLE})[ \t]*\)"
    r"|\[(?P<reference>[^\[\]\n]*)\])?)"
    r"|\b(?P<attribute>href|src)=(?P<quote>[\"'])(?P<url>[^\"'\n]*)(?P=quote)",
    re.MULTILINE | re.DOTALL,
)


def plain_anchor(anchor: str) -> str:
    """An anchor without what different houses do differently: its case and repeated hyphens."""
    return re.sub(r"-+", "-", anchor_of(anchor)).strip("-")


class Rewriter:
    """Rewrites the pages of one tree.

    `keep` is called with each file that a page shows or links, and gives its address in the house,
    or None where it cannot be kept. `anchors` gives the anchors of a page by their `plain_anchor`.
    """

    def __init__(
        self,
        places: Map,
        notes: Notes,
        keep: Callable[[Place], str | None],
        anchors: Callable[[Page], Mapping[str, str]],
    ) -> None:
        self._map, self._notes, self._keep, self._anchors = places, notes, keep, anchors

    def rewrite(self, page: Page, text: str) -> str:
        """`text` of `page` with links that work in the house."""
        definitions = {
            _name(piece["name"]): piece["defined"] for piece in _DEFINITIONS.finditer(text)
        }
        return _PIECE.sub(_Sheet(self, page, definitions).piece, text)

    def follow(self, page: Page, written: str) -> Destination:
        """Where a link leads; what leads nowhere is noted."""
        found = self._map.follow(page, written)
        if found.sort == "broken":
            sort = "to the source's own site" if written.startswith("/") else "that lead nowhere"
            self._notes.lose(f"links {sort}", f"{page.path}: {written}")
        return found

    def wiki_link(self, page: Page, found: Destination, label: str, whole_line: str) -> str:
        """A link to a page: `[[…]]`, or an ordinary one where its label could not stand in that."""
        assert found.page is not None  # noqa: S101  sort is "page"
        anchor = self._anchor(page, found)
        label = " ".join(label.split())
        if re.search(r"[\[\]<]", label):
            address = f"/library/{found.page.space}/{found.page.slug}/"
            ending = f"#{ANCHOR_PREFIX}{anchor_of(anchor)}" if anchor else ""
            return f"[{label}]({address}{ending})"
        return _wiki(found.page.target + (f"#{anchor}" if anchor else ""), label, whole_line)

    def file(self, found: Destination) -> str | None:
        """The address of a file that a link leads to."""
        return self._keep(found.file) if found.file else None

    def named(self, page: Page, name: str) -> Page | None:
        """The page that `[[name]]` means; noted when there is none."""
        found = self._map.named(name)
        if found is None:
            self._notes.lose("links that lead nowhere", f"{page.path}: [[{name}]]")
        return found

    def embedded(self, page: Page, name: str) -> str | None:
        """The address of the file that `![[name]]` shows; noted when there is none."""
        place = self._map.file_named(name)
        address = self._keep(place) if place else None
        if address is None:
            self._notes.lose("embedded pages and missing files", f"{page.path}: ![[{name}]]")
        return address

    def _anchor(self, page: Page, found: Destination) -> str:
        if not found.anchor or found.page is None:
            return ""
        anchor = self._anchors(found.page).get(plain_anchor(found.anchor))
        if anchor is None:
            self._notes.lose(
                "links to headings that are not there (the page is linked)",
                f"{page.path}: {found.page.path}#{found.anchor}",
            )
        return anchor or ""


class _Sheet:
    """One page while it is rewritten."""

    def __init__(self, rewriter: Rewriter, page: Page, definitions: dict[str, str]) -> None:
        self._rewriter, self._page, self._definitions = rewriter, page, definitions

    def piece(self, piece: re.Match[str]) -> str:
        """What one match becomes."""
        if piece["label"] is not None:
            return self._link(piece)
        if piece["wiki"] is not None:
            return self._wiki(piece)
        if piece["name"] is not None:
            return self._definition(piece)
        if piece["attribute"] is not None:
            address = self._address(piece["url"])
            return f"{piece['attribute']}={piece['quote']}{address}{piece['quote']}"
        return piece[0]

    def _link(self, piece: re.Match[str]) -> str:
        label, written = piece["label"], piece["address"]
        if written is None:
            written = self._definitions.get(_name(piece["reference"] or label))
            if written is None:
                return self._inner(piece)
        if piece["shown"]:
            return f"![{label}]({self._address(written)}{piece['title'] or ''})"
        found = self._rewriter.follow(self._page, written)
        shown = _PIECE.sub(self.piece, label)
        if found.sort == "page":
            return self._rewriter.wiki_link(self._page, found, shown, _line(piece))
        if found.sort == "broken":
            return _wiki(
                written.strip("<>").replace("|", "/"), _without_brackets(shown), _line(piece)
            )
        address = self._rewriter.file(found)
        if address:
            return f"[{shown}]({address}{piece['title'] or ''})"
        return piece[0] if shown == label else piece[0].replace(label, shown, 1)

    def _inner(self, piece: re.Match[str]) -> str:
        """Brackets that are no link may have links in them."""
        if "](" not in piece["label"]:
            return piece[0]
        return piece[0].replace(piece["label"], _PIECE.sub(self.piece, piece["label"]), 1)

    def _definition(self, piece: re.Match[str]) -> str:
        """What a `[name]: address` is needed for is written out where it is used."""
        found = self._rewriter.follow(self._page, piece["defined"])
        if found.sort in ("page", "broken"):
            return ""
        return f"[{piece['name']}]: {self._address(piece['defined'])}{piece['deftitle']}"

    def _wiki(self, piece: re.Match[str]) -> str:
        if piece["embedded"]:
            address = self._rewriter.embedded(self._page, piece["wiki"])
            return f"![{piece['wikilabel'] or piece['wiki']}]({address})" if address else piece[0]
        page = self._rewriter.named(self._page, piece["wiki"])
        if page is None:
            return piece[0]
        label = piece["wikilabel"] or piece["wiki"] + (piece["wikianchor"] or "")
        return _wiki(page.target + (piece["wikianchor"] or ""), label, _line(piece))

    def _address(self, written: str) -> str:
        """An address where no wiki link can stand: of a picture, or in HTML."""
        found = self._rewriter.follow(self._page, written)
        if found.sort == "page" and found.page:
            ending = f"#{ANCHOR_PREFIX}{anchor_of(found.anchor)}" if found.anchor else ""
            return f"/library/{found.page.space}/{found.page.slug}/{ending}"
        return self._rewriter.file(found) or written


def _wiki(target: str, label: str, whole_line: str) -> str:
    others = re.sub(r"\[\[[^\[\]]*\]\]", "", whole_line)
    bar = "\\|" if re.search(r"(?<!\\)\|", others) else "|"  # it may be a row of a table
    return f"[[{_without_brackets(target)}{bar}{label}]]"


def _without_brackets(text: str) -> str:
    return re.sub(r"[\[\]\n]+", " ", text).strip()


def _line(piece: re.Match[str]) -> str:
    """The line of a match, without the match."""
    text = piece.string
    start = text.rfind("\n", 0, piece.start()) + 1
    end = text.find("\n", piece.end())
    return text[start : piece.start()] + text[piece.end() : None if end < 0 else end]


def _name(written: str) -> str:
    return " ".join(written.lower().split())
