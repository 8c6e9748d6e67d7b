"""What is made of a text when it is saved: HTML, contents, excerpt, links, tags."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.utils.translation import gettext

from lorehouse.items import naming, standing
from lorehouse.items.models import Attachment, AttachmentUse, Item, Tag, Tagging
from lorehouse.lib import markdown
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person

LONGEST_TITLE = 250
MOST_TAGS = 12
MOST_MENTIONS = 50
_ATTACHMENT = re.compile(r"^/attachments/([0-9a-f-]{36})/")


class Text:
    """A title and a body as their writer typed them, ready to be kept in an item.

    Made before the transaction that saves it, so that no lock is held while it is rendered.
    Raises Unfit when the title or the body is too long.
    """

    def __init__(self, title: str, body: str, *, writer: Person) -> None:
        self.title = " ".join(title.split())
        self.body = body.replace("\r\n", "\n").replace("\x00", "").strip()
        if len(self.title) > LONGEST_TITLE:
            raise Unfit(
                gettext("A title has at most %(longest_title)s characters; this one has %(title)s.")
                % {"longest_title": LONGEST_TITLE, "title": len(self.title)}
            )
        self.found = naming.addresses(self.body, reader=writer)
        self.people = naming.handles(self.body)
        self.rendered = markdown.render(self.body, names=self.found, people=self.people)

    def refuse_crowds(self) -> None:
        """Raises Unfit when it mentions more than MOST_MENTIONS people."""
        refuse_crowds(self.body, self.people)

    def put_into(self, item: Item) -> None:
        """Set the fields of `item` that follow from the text."""
        item.title, item.body = self.title, self.body
        item.html = self.rendered.html
        item.excerpt = markdown.excerpt(self.rendered.text, 280)
        item.contents = [[one.level, one.text, one.anchor] for one in self.rendered.toc]

    @property
    def points_somewhere(self) -> bool:
        """Whether there is anything in it that `note` would keep."""
        return bool(self.found or self.rendered.wiki_links or self.rendered.attachments)

    def note(self, item: Item, *, writer: Person, now: datetime) -> None:
        """Keep what the text of a saved `item` points at: citations, wanted names, files."""
        naming.note_wanted(item, self.rendered, self.found)
        naming.note_citations(item, self.found, by=writer, now=now)
        use_attachments(item, self.rendered.attachments, writer=writer)


def refuse_crowds(body: str, people: Collection[str] | None = None) -> None:
    """Raises Unfit when `body` mentions more than MOST_MENTIONS people. `people`: those it does.

    What is typed like a mention and means nobody (`@override` in code) does not count, except
    where there is so much of it that nobody looks it up.
    """
    typed = len(naming.typed_handles(body))
    found = len(naming.handles(body) if people is None else people)
    if typed > naming.MOST_LOOKED_UP:
        found = typed
    if found > MOST_MENTIONS:
        raise Unfit(
            gettext(
                "A text can mention at most %(most_mentions)s people; this one mentions "
                "%(found)s. Take some out, or write to a group."
            )
            % {"most_mentions": MOST_MENTIONS, "found": f"{found:,}"}
        )


def use_attachments(item: Item, addresses: Iterable[str], *, writer: Person) -> None:
    """Note the files that `item` shows, as far as its writer may see them."""
    ids = {
        UUID(match[1])
        for address in addresses
        if (match := _ATTACHMENT.match(urlsplit(address).path))
    }
    item.attachment_uses.exclude(attachment__in=ids).delete()
    if not ids:
        return
    seen = Attachment.objects.visible_to(writer).filter(pk__in=ids)
    AttachmentUse.objects.bulk_create(
        [AttachmentUse(attachment=file, item=item) for file in seen], ignore_conflicts=True
    )


def tag_name(word: str) -> str:
    """A tag as it is kept: lower case, hyphens for spaces, letters and digits of any script."""
    word = unicodedata.normalize("NFKC", word).lower().strip().lstrip("#")
    return re.sub(r"[^\w.+#]+", "-", word).strip("-_.")[:60]


def tag_words(text: str) -> list[str]:
    """Tags as people type them: between commas, or between spaces where there is no comma."""
    parts = re.split(r"[,;\n]" if re.search(r"[,;\n]", text) else r"\s+", text)
    return [part.strip() for part in parts if part.strip()]


def file_under(item: Item, words: Iterable[str], *, written: Iterable[str] = ()) -> None:
    """File `item` under exactly these tags, and those `written` in its text while there is room.

    Raises Unfit when there are more than MOST_TAGS.
    """
    chosen = {name for word in words if (name := tag_name(word))}
    if len(chosen) > MOST_TAGS:
        raise Unfit(
            gettext("At most %(most_tags)s tags; these are %(chosen)s.")
            % {"most_tags": MOST_TAGS, "chosen": len(chosen)}
        )
    found = dict.fromkeys(name for word in written if (name := tag_name(word)))
    names = [*sorted(chosen), *(name for name in found if name not in chosen)][:MOST_TAGS]
    Tag.objects.bulk_create([Tag(name=name) for name in names], ignore_conflicts=True)
    tags = list(Tag.objects.filter(name__in=names))
    item.taggings.exclude(tag__in=tags).delete()
    Tagging.objects.bulk_create(
        [Tagging(item=item, tag=tag) for tag in tags], ignore_conflicts=True
    )
    standing.repeat([item.pk])
