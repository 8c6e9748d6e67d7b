"""Links between items, and texts that are rendered again when a name they want appears."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import facts, naming, policy
from lorehouse.items.models import Item, Link
from lorehouse.items.writing import Text
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking


@transaction.atomic
def link(*, by: Person, kind: str, source: Item, target: Item, now: datetime) -> Link:
    """Let `source` point at `target`. Making the same link twice changes nothing."""
    if not (policy.may_see(by, source) and policy.may_see(by, target)):
        raise NotAllowed(gettext("You can link only what you can read."))
    by = speaking(by, source.author_id)
    made, fresh = Link.objects.get_or_create(
        kind=kind, source=source, target=target, defaults={"made_by": by, "at": now}
    )
    if fresh:
        book.record(
            facts.ItemsLinked(source_id=source.pk, target_id=target.pk, kind=kind), by=by, at=now
        )
    return made


@transaction.atomic
def unlink(*, by: Person, made: Link, now: datetime) -> None:
    """Take a link back; its maker and whoever may edit its source can."""
    if made.made_by_id != by.pk and not policy.may_edit(by, made.source):
        raise NotAllowed(gettext("You cannot take this link back."))
    by = speaking(by, made.source.author_id)
    fact = facts.ItemsUnlinked(source_id=made.source_id, target_id=made.target_id, kind=made.kind)
    made.delete()
    book.record(fact, by=by, at=now)


@transaction.atomic
def name(*, item: Item, names: Iterable[str], now: datetime) -> None:
    """Let `[[…]]` find `item` by `names`, and mend the texts that waited for one of them."""
    rerender(naming.give(item, names), now=now)


@transaction.atomic
def rerender(item_ids: Iterable[int], *, now: datetime) -> None:
    """Make the HTML of these items again from their Markdown. Their text stays as it is."""
    for item in Item.objects.filter(pk__in=list(item_ids)).select_related("author"):
        text = Text(item.title, item.body, writer=item.author)
        text.put_into(item)
        item.save(update_fields=["html", "excerpt", "contents"])
        text.note(item, writer=item.author, now=now)
        book.record(facts.ItemEdited(item_id=item.pk, version=item.version), by=None, at=now)
