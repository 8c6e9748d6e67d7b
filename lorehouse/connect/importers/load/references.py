"""What imported texts point at: tags, names, citations, files."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from lorehouse.connect.importers.load import bulk
from lorehouse.connect.importers.load.items import Arrival
from lorehouse.connect.importers.load.texts import Habits, render
from lorehouse.items import naming, standing
from lorehouse.items.actions.linking import rerender
from lorehouse.items.models import Attachment, AttachmentUse, Item, Link, Name, Tag, Tagging, Wanted
from lorehouse.items.writing import MOST_TAGS, tag_name
from lorehouse.lib.markdown import Rendered, excerpt
from lorehouse.people.models import Person

_CITED = re.compile(r'<a class="wiki" href="/items/(\d+)/')


class Tags:
    """Files items under their tags; knows the tags it has met."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}

    def file(self, pairs: Sequence[tuple[int, Iterable[str]]]) -> None:
        """File each item (by id) under its words."""
        named = [
            (item, name)
            for item, words in pairs
            for name in list(dict.fromkeys(filter(None, map(tag_name, words))))[:MOST_TAGS]
        ]
        new = {name for _, name in named} - self._ids.keys()
        if new:
            Tag.objects.bulk_create([Tag(name=name) for name in new], ignore_conflicts=True)
            self._ids.update(Tag.objects.filter(name__in=new).values_list("name", "pk"))
        bulk.insert(
            Tagging,
            [{"item_id": item, "tag_id": self._ids[name]} for item, name in named],
            ignore_conflicts=True,
        )
        standing.repeat(item for item, _ in named)


def give_names(arrivals: Sequence[Arrival]) -> None:
    """Let `[[…]]` find articles by title, by space and slug, and by the names they bring along."""
    names = {
        (key, arrival.pk)
        for arrival in arrivals
        if arrival.space is not None and arrival.record.shelf is not None
        for name in (
            arrival.text.title,
            f"{arrival.space.slug}/{arrival.record.shelf.slug}",
            *arrival.record.names,
        )
        if (key := naming.key(name))
    }
    Name.objects.bulk_create(
        [Name(key=key, item_id=pk) for key, pk in sorted(names)], ignore_conflicts=True
    )


def note(arrivals: Sequence[Arrival], *, importer: Person) -> None:
    """Keep what each text wants and shows. What it cites may not be there yet: see `cite`."""
    Wanted.objects.bulk_create(
        [Wanted(item_id=a.pk, key=key) for a in arrivals for key in _missing(a)],
        ignore_conflicts=True,
        batch_size=500,
    )
    _note_files([(a.pk, _files(a.text.rendered)) for a in arrivals], importer)


def _missing(arrival: Arrival) -> set[str]:
    text = arrival.text
    links = text.rendered.wiki_links
    return {naming.key(link.target) for link in links if link.target not in text.found} - {""}


def _note_files(shown: Sequence[tuple[int, set[UUID]]], importer: Person) -> None:
    """Note which items show which files. Files of other people are left out: whoever may read an
    item may read its files, so a text must not be able to open what its importer did not bring.
    """
    named = set().union(*(files for _, files in shown))
    if not named:
        return
    brought = Attachment.objects.filter(pk__in=named, uploader=importer)
    allowed = set(brought.values_list("pk", flat=True))
    AttachmentUse.objects.bulk_create(
        [
            AttachmentUse(item_id=item, attachment_id=file)
            for item, files in shown
            for file in files & allowed
        ],
        ignore_conflicts=True,
        batch_size=500,
    )


def _files(rendered: Rendered) -> set[UUID]:
    """The files of this import that a text shows or links."""
    found = set()
    for address in rendered.attachments:
        try:
            found.add(UUID(address.split("/")[2]))
        except ValueError:
            continue
    return found


def cite(*, source: str, importer: Person, now: datetime) -> None:
    """Keep what all articles of an import cite, once all of them are there."""
    articles = Item.objects.filter(source=source, kind=Item.Kind.ARTICLE)
    for pk, html in articles.values_list("pk", "html").iterator(chunk_size=200):
        targets = {int(target) for target in _CITED.findall(html)} - {pk}
        if not targets:
            continue
        present = Item.objects.filter(pk__in=targets).values_list("pk", flat=True)
        rows = [
            {"kind": Link.Kind.CITES, "source_id": pk, "target_id": target,
             "made_by_id": importer.pk, "at": now}
            for target in present
        ]  # fmt: skip
        bulk.insert(Link, rows, ignore_conflicts=True)


def mend(*, source: str, habits: Habits, importer: Person, now: datetime) -> list[int]:
    """Render texts again whose wiki links lead somewhere by now.

    Returns the ids of this import's items that changed; other items are mended by the items room.
    """
    named = Name.objects.filter(key=OuterRef("key")).exclude(item=OuterRef("item"))
    waiting = Wanted.objects.filter(Exists(named)).values_list("item_id", flat=True).distinct()
    ours = Item.objects.filter(pk__in=waiting, source=source)
    others = Item.objects.filter(pk__in=waiting).exclude(source=source)
    changed = [item.pk for item in ours.iterator() if _mend(item, habits, importer, now)]
    rerender(list(others.values_list("pk", flat=True)), now=now)
    return changed


def _mend(item: Item, habits: Habits, importer: Person, now: datetime) -> bool:
    found = naming.addresses(item.body, reader=importer)
    rendered = render(item.body, habits=habits, found=found)
    naming.note_wanted(item, rendered, found)
    if rendered.html == item.html:
        return False
    item.html, item.excerpt = rendered.html, excerpt(rendered.text, 280)
    item.save(update_fields=["html", "excerpt"])
    naming.note_citations(item, found, by=importer, now=now)
    return True
