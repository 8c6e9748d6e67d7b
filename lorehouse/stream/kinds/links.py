"""A shared link as one reader sees it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed import Byline, address
from lorehouse.stream.models import Share

MOST_OTHERS = 8


@dataclass(frozen=True, kw_only=True)
class Other:
    """Another share of the same page, that the reader may read too."""

    title: str
    url: str
    author: Byline
    at: datetime
    replies: int


@dataclass(frozen=True, kw_only=True)
class ShownLink:
    """A link: where it leads, what was kept of the page, who else shared it."""

    address: str
    host: str
    title: str
    description: str
    site: str
    paragraphs: tuple[str, ...]
    kept_at: datetime | None
    dead_since: datetime | None
    trouble: str
    is_waiting: bool
    others: tuple[Other, ...]
    is_first: bool


def link(reader: Person | Visitor, item: Item, *, fetches: bool) -> ShownLink | None:
    """The link of `item`, which `reader` may read; None when it has none."""
    found = Share.objects.visible_to(reader).select_related("page").filter(item=item).first()
    if found is None:
        return None
    page, joined = found.page, found.joined_at
    others = _others(reader, found)
    # What is shown of the page is not older than the share: a date before it would tell of others.
    kept = max(page.fetched_at, joined) if page.fetched_at and joined else None
    dead = max(page.dead_since, joined) if page.dead_since and joined else None
    return ShownLink(
        address=found.address,
        host=urlsplit(page.address).hostname or "",
        title=page.title if joined else "",
        description=page.description if joined else "",
        site=page.site if joined else "",
        paragraphs=tuple(page.text.split("\n\n")) if joined and page.text else (),
        kept_at=kept,
        dead_since=dead,
        trouble=page.trouble if joined and not page.fetched_at else "",
        is_waiting=fetches and joined is None,
        others=tuple(_other(one) for one in others[:MOST_OTHERS]),
        is_first=all(one.pk > found.pk for one in others),
    )


def _others(reader: Person | Visitor, found: Share) -> list[Share]:
    shares = Share.objects.visible_to(reader).filter(page=found.page_id).exclude(pk=found.pk)
    return list(shares.select_related("item__author").order_by("pk"))


def _other(one: Share) -> Other:
    item = one.item
    return Other(
        title=item.title or item.excerpt,
        url=address(item.pk, item.title),
        author=Byline(item.author_id, item.author.name, item.author.handle),
        at=item.created_at,
        replies=item.reply_count,
    )
