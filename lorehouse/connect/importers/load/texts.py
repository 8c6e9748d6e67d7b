"""What is made of an imported text before it is saved. No database here but for names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lorehouse.connect.importers.records import ItemRecord
from lorehouse.items import naming
from lorehouse.items.writing import LONGEST_TITLE
from lorehouse.lib import markdown
from lorehouse.lib.html_to_markdown import html_to_markdown
from lorehouse.lib.languages import detect
from lorehouse.people.models import Person

_TARGET = re.compile(r"\[\[([^\[\]|\\\n#]+)")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Habits:
    """How texts of a source are to be read: whether `@`, `#` and `[[ ]]` mean there what they
    mean here.
    """

    references: bool = True
    hashtags: bool = True


@dataclass(slots=True)
class Prepared:
    """A text ready to be put into an item."""

    title: str
    body: str
    rendered: markdown.Rendered
    excerpt: str
    language: str
    found: dict[str, str]  # addresses of the names that it links to

    @property
    def contents(self) -> list[list[object]]:
        """Headings as `Item.contents` keeps them."""
        return [[one.level, one.text, one.anchor] for one in self.rendered.toc]


def prepare(
    record: ItemRecord, *, habits: Habits, reader: Person, own: Mapping[str, str]
) -> Prepared:
    """Convert, render and measure one text. Raises TooLong.

    `own` are the addresses of this import's articles by `naming.key`, those to come among them.
    """
    title = " ".join(record.title.split())[:LONGEST_TITLE]
    body = _markdown(record).replace("\r\n", "\n").replace("\x00", "").strip()
    found = {}
    if habits.references and "[[" in body:
        found = _addresses(body, own, reader)
    rendered = render(body, habits=habits, found=found)
    return Prepared(
        title=title,
        body=body,
        rendered=rendered,
        excerpt=markdown.excerpt(rendered.text, 280),
        language=detect(f"{title}\n{body[:1500]}"),
        found=found,
    )


def _addresses(body: str, own: Mapping[str, str], reader: Person) -> dict[str, str]:
    """What the wiki links of a text lead to; the house is asked only for what is not our own."""
    targets = {target.strip() for target in _TARGET.findall(body)}
    found = {target: own[key] for target in targets if (key := naming.key(target)) in own}
    if len(found) < len(targets):
        found = naming.addresses(body, reader=reader) | found
    return found


def render(body: str, *, habits: Habits, found: dict[str, str]) -> markdown.Rendered:
    """The HTML of an imported text. Handles of another house are nobody's here."""
    return markdown.render(body, names=found, inline=habits.references, hashtags=habits.hashtags)


def _markdown(record: ItemRecord) -> str:
    """The text as Markdown: as its writer typed it where that is known to be what was shown."""
    if record.format != "html":
        return record.body
    if record.markdown and _shows(record.markdown, record.body):
        return record.markdown
    return html_to_markdown(record.body)


def _shows(source: str, html: str) -> bool:
    """Whether Markdown renders to the words, pictures and code of `html`."""
    if len(source) > markdown.LONGEST:
        return False
    ours, theirs = markdown.render(source, inline=False).html, markdown.clean(html)
    same_words = _bare(ours) == _bare(theirs)
    return same_words and all(
        ours.count(tag) == theirs.count(tag) for tag in ("<img", "<pre", "<a ")
    )


def _bare(html: str) -> str:
    return _SPACE.sub("", markdown.words_of(html))
