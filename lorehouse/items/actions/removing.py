"""Taking items away, and bringing them back."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from lorehouse.items import facts, policy
from lorehouse.items.actions.posting import set_state
from lorehouse.items.models import Item, Removal
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person


@transaction.atomic
def remove(*, remover: Person, item: Item, now: datetime) -> None:
    """Take an item away; `restore` brings it back.

    A thread goes with all its replies. A reply leaves a gap, and what was said below it stays.
    Raises NotAllowed.
    """
    if not policy.may_remove(remover, item):
        raise NotAllowed("You can remove only what you wrote.")
    if not set_state(item, Item.State.LIVE, Item.State.REMOVED):
        return
    _note(item, remover, now)
    if item.parent_id is None:
        for reply in Item.objects.live().filter(root=item):
            set_state(reply, Item.State.LIVE, Item.State.REMOVED)
            _note(reply, remover, now, together_with=item)
    _count_reply(item, -1)


@transaction.atomic
def restore(*, restorer: Person, item: Item, now: datetime) -> None:
    """Bring a removed item back, and the replies that went with it.

    Raises NotAllowed, and Unfit for a reply whose thread is gone.
    """
    if not policy.may_restore(restorer, item):
        raise NotAllowed("You cannot bring this back.")
    if item.root is not None and item.root.state == Item.State.REMOVED:
        raise Unfit("The conversation this belongs to was removed; bring that back first.")
    gone = [item, *Item.objects.filter(removal__together_with=item)]
    Removal.objects.filter(item__in=gone).delete()
    for one in gone:
        if set_state(one, Item.State.REMOVED, Item.State.LIVE):
            book.record(facts.ItemRestored(item_id=one.pk), by=restorer, at=now)
    _count_reply(item, +1)


def _note(item: Item, remover: Person, now: datetime, together_with: Item | None = None) -> None:
    Removal.objects.create(item=item, remover=remover, at=now, together_with=together_with)
    book.record(facts.ItemRemoved(item_id=item.pk), by=remover, at=now)


def _count_reply(item: Item, step: int) -> None:
    if item.parent_id:
        Item.objects.filter(pk=item.parent_id).update(reply_count=F("reply_count") + step)
