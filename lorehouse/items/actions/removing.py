"""Taking items away, and bringing them back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import facts, policy, standing
from lorehouse.items.actions.posting import count_reply, set_state
from lorehouse.items.models import Item, Removal
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking


def remove(*, remover: Person, item: Item, now: datetime) -> None:
    """Take back what one wrote; `restore` brings it back. Raises NotAllowed."""
    if not policy.may_remove(remover, item):
        raise NotAllowed(gettext("You can remove only what you wrote."))
    take_away(by=speaking(remover, item.author_id), item=item, now=now)


def restore(*, restorer: Person, item: Item, now: datetime) -> None:
    """Bring back what one took back oneself. Raises NotAllowed, and as `bring_back`."""
    if not policy.may_restore(restorer, item):
        raise NotAllowed(gettext("You cannot bring this back."))
    bring_back(by=speaking(restorer, item.author_id), item=item, now=now)


@transaction.atomic
def take_away(*, by: Person, item: Item, now: datetime) -> None:
    """As `remove`, for callers that have decided themselves who may: moderation, citing a rule.

    A thread goes with all its replies. A reply leaves a gap, and what was said below it stays.
    What its writer had taken back already stays away, and they cannot bring it back any more.
    """
    was_live = set_state(item, Item.State.LIVE, Item.State.REMOVED)
    if not was_live and not set_state(item, Item.State.DRAFT, Item.State.REMOVED):
        Removal.objects.filter(item=item).update(remover=by, at=now, together_with=None)
        return
    _note(item, by, now)
    if was_live and item.parent_id is None:
        for reply in Item.objects.live().filter(root=item):
            set_state(reply, Item.State.LIVE, Item.State.REMOVED)
            _note(reply, by, now, together_with=item)
    if was_live:
        recount(item, -1)


@transaction.atomic
def bring_back(*, by: Person, item: Item, now: datetime) -> None:
    """As `restore`, for callers that have decided themselves who may; with the replies that went.

    Raises Unfit for a reply whose thread is gone.
    """
    if item.root is not None and item.root.state == Item.State.REMOVED:
        raise Unfit(gettext("The conversation this belongs to was removed; bring that back first."))
    gone = [item, *Item.objects.filter(removal__together_with=item)]
    Removal.objects.filter(item__in=gone).delete()
    for one in gone:
        if set_state(one, Item.State.REMOVED, Item.State.LIVE):
            book.record(facts.ItemRestored(item_id=one.pk), by=by, at=now)
    recount(item, +1)


def _note(item: Item, remover: Person, now: datetime, together_with: Item | None = None) -> None:
    Removal.objects.create(item=item, remover=remover, at=now, together_with=together_with)
    book.record(facts.ItemRemoved(item_id=item.pk), by=remover, at=now)


def recount(item: Item, step: int) -> None:
    """Count a reply that goes or comes back. If it was an accepted answer, its question waits."""
    if item.parent_id:
        count_reply(item, step)
        questions = Item.objects.filter(pk=item.parent_id, kind=Item.Kind.QUESTION)
        questions.update(waits=True)
        standing.settle([item.parent_id])
