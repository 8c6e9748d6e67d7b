"""Sharing links, and looking at the pages behind them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib import fetching
from lorehouse.lib.addresses import normalised
from lorehouse.lib.fetching import NotFetched
from lorehouse.lib.readable import readable
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.stream import facts
from lorehouse.stream.models import Page, Share

FRESH_FOR = timedelta(days=7)  # until a page that answered is looked at again
AGAIN_AFTER = timedelta(days=1)  # until one that did not is tried again
GONE = frozenset({404, 410})
ANSWERED = 200

Fetch = Callable[[str], fetching.Page]


@transaction.atomic
def share(
    *,
    author: Person,
    audience: Audience,
    address: str,
    body: str = "",
    title: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Share the address of a page, with a word of one's own if one has one.

    Raises NotAllowed, Unfit when it is no address.
    """
    key, address = normalised(address), address.strip()
    item = moderation.post(
        author=author,
        kind=Item.Kind.LINK,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body if body.strip() or title.strip() else f"<{address}>",
        tags=tags,
        now=now,
    )
    page, _ = Page.objects.get_or_create(address=key)
    Share.objects.create(item=item, address=address, page=page)
    book.record(facts.LinkShared(item_id=item.pk), by=author, at=now)
    return item


def look(*, share: Share, fetch: Fetch, now: datetime) -> None:
    """Look at the page behind `share`, unless that was done lately, and keep what it says.

    The page is fetched before the transaction that keeps it.
    """
    page, found = share.page, None
    if is_due(page, now):
        try:
            found = fetch(page.address)
            trouble = "" if found.status == ANSWERED else f"It answered {found.status}."
        except NotFetched as reason:
            trouble = str(reason)
        _keep(page.pk, found, trouble, now)
    elif share.joined_at:
        return
    _join(share, now)


def is_due(page: Page, now: datetime) -> bool:
    """Whether it is time to look at a page again."""
    if page.checked_at is None:
        return True
    return now - page.checked_at >= (AGAIN_AFTER if page.failing_since else FRESH_FOR)


@transaction.atomic
def _keep(pk: int, found: fetching.Page | None, trouble: str, now: datetime) -> None:
    """Keep what a page said; one that fails twice, a day apart, is dead until it answers again.

    What it said before it failed stays.
    """
    page = Page.objects.select_for_update().get(pk=pk)
    page.checked_at, page.trouble = now, trouble[:120]
    if found is None or trouble:
        page.failing_since = page.failing_since or now
        if now - page.failing_since >= AGAIN_AFTER:
            page.dead_since = page.dead_since or page.failing_since
    else:
        said = readable(found.content, content_type=found.content_type, charset=found.charset)
        page.failing_since = page.dead_since = None
        page.fetched_at, page.fetched_from = now, found.address[:2000]
        page.title, page.description, page.site = said.title, said.description, said.site
        page.text = said.text
    page.save()


@transaction.atomic
def _join(share: Share, now: datetime) -> None:
    """Show the page beside `share`, and let search find its words by every share that shows it."""
    Share.objects.filter(pk=share.pk, joined_at=None).update(joined_at=now)
    for pk in Share.objects.filter(page=share.page_id, joined_at__isnull=False).values_list(
        "pk", flat=True
    ):
        book.record(facts.LinkRead(item_id=pk), by=None, at=now)
