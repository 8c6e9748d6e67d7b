"""What is in each feed, always through its reader."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from lorehouse.groups.models import Group
from lorehouse.items.models import Item, Tag
from lorehouse.items.models.items import ItemQuerySet
from lorehouse.library.models import Space
from lorehouse.notify import inbox
from lorehouse.people.models import HouseSettings, Person, Visitor

SIZE = 40
Reader = Person | Visitor


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry of a feed."""

    key: str  # never changes
    title: str
    address: str
    html: str
    author: str
    at: datetime
    edited_at: datetime


@dataclass(frozen=True, kw_only=True)
class List:
    """A feed: its title, the page it stands for, its entries, the latest first."""

    title: str
    address: str
    entries: list[Entry]


def stream(reader: Reader, name: str) -> List:
    """All conversations that `reader` may read."""
    begun = _roots(reader).filter(lane=Item.Lane.STREAM)
    return List(title=_("Stream"), address="/stream/", entries=_entries(begun))


def library(reader: Reader, name: str) -> List:
    """All articles that `reader` may read."""
    articles = _roots(reader).filter(lane=Item.Lane.LIBRARY)
    return List(title=_("Library"), address="/library/", entries=_entries(articles))


def group(reader: Reader, slug: str) -> List:
    """The conversations of a group."""
    found = get_object_or_404(_groups(reader), slug=slug)
    said = _roots(reader).filter(audience_id=found.audience_id)
    return List(title=found.name, address=found.get_absolute_url(), entries=_entries(said))


def tag(reader: Reader, name: str) -> List:
    """What is filed under a tag. A tag that is on nothing the reader sees is none."""
    found = get_object_or_404(Tag, name=name)
    entries = _entries(_roots(reader).filter(taggings__tag=found))
    if not entries:
        raise Http404
    return List(title=f"#{name}", address=f"/tags/{name}/", entries=entries)


def person(reader: Reader, handle: str) -> List:
    """What somebody wrote, for those who may see that they are here."""
    found = get_object_or_404(Person.objects.visible_to(reader), handle=handle)
    written = _live(reader).filter(author=found).order_by("-created_at", "-pk")
    return List(title=found.name, address=found.get_absolute_url(), entries=_entries(written))


def space(reader: Reader, slug: str) -> List:
    """The articles of a space."""
    found = get_object_or_404(Space.objects.visible_to(reader), slug=slug)
    articles = _roots(reader).filter(article__space=found)
    return List(title=found.name, address=found.get_absolute_url(), entries=_entries(articles))


def thread(reader: Reader, number: str) -> List:
    """The answers and comments of one conversation or article."""
    pk = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else 0
    root = get_object_or_404(_live(reader).roots(), pk=pk)
    replies = _live(reader).filter(root=root).order_by("-created_at", "-pk")
    title = root.title or root.excerpt[:80]
    return List(title=title, address=root.get_absolute_url(), entries=_entries(replies))


def addressed(reader: Reader, name: str) -> List:
    """What is addressed to the reader under their own name: others may keep what a feed says."""
    lines = inbox.inbox(reader, size=SIZE).lines if isinstance(reader, Person) else []
    entries = [
        Entry(
            key=f"notices/{line.pk}",
            title=f"{line.said}: {line.subject.title}",
            address=line.address,
            html="",
            author=line.subject.by,
            at=line.at,
            edited_at=line.at,
        )
        for line in lines
        if not line.under
    ]
    return List(title=_("Addressed to me"), address="/inbox/", entries=entries)


LISTS: Mapping[str, Callable[[Reader, str], List]] = {
    "stream": stream,
    "library": library,
    "inbox": addressed,
}
NAMED_LISTS: Mapping[str, Callable[[Reader, str], List]] = {
    "groups": group,
    "tags": tag,
    "people": person,
    "spaces": space,
    "threads": thread,
}


def house() -> str:
    """The name of the house."""
    return HouseSettings.current().name


def _groups(reader: Reader) -> QuerySet[Group]:
    return Group.objects.visible_to(reader).select_related("audience")


def _live(reader: Reader) -> ItemQuerySet:
    return Item.objects.visible_to(reader).live()


def _roots(reader: Reader) -> QuerySet[Item]:
    return _live(reader).roots().order_by("-active_at", "-pk")


def _entries(items: QuerySet[Item]) -> list[Entry]:
    shown = items.select_related("author", "root").defer("body", "contents")[:SIZE]
    return [_entry(item) for item in shown]


def _entry(item: Item) -> Entry:
    title = item.title or (item.root.title if item.root else "") or item.excerpt[:80]
    return Entry(
        key=f"items/{item.pk}",
        title=title,
        address=item.get_absolute_url(),
        html=item.html,
        author=item.author.name,
        at=item.created_at,
        edited_at=item.edited_at or item.created_at,
    )
