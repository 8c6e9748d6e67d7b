"""What stewards keep on top of their group's page."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.bridge import facts, policy
from lorehouse.bridge.models import Pin
from lorehouse.groups.models import Group
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person

MOST_PINS = 12


@transaction.atomic
def pin(*, steward: Person, group: Group, item: Item, is_decision: bool, now: datetime) -> Pin:
    """Keep a conversation or an article on top of the group's page, or among what it decided.

    Who may not read the item does not see the pin. Raises NotAllowed, and Unfit for replies and
    when there are too many.
    """
    if not policy.may_pin(steward, group, item):
        raise NotAllowed(gettext("Only a steward can pin what the group should see."))
    if item.parent_id is not None or item.state != Item.State.LIVE:
        raise Unfit(gettext("Only conversations and articles can be pinned."))
    others = group.pins.exclude(item=item).filter(is_decision=is_decision)
    if not is_decision and others.count() >= MOST_PINS:
        raise Unfit(
            gettext("At most %(most_pins)s pins, so that they are seen. Take one down first.")
            % {"most_pins": MOST_PINS}
        )
    made, _ = Pin.objects.update_or_create(
        group=group,
        item=item,
        defaults={"pinned_by": steward, "is_decision": is_decision, "at": now},
    )
    book.record(facts.ItemPinned(group_id=group.pk, item_id=item.pk), by=steward, at=now)
    return made


@transaction.atomic
def unpin(*, steward: Person, group: Group, item: Item, now: datetime) -> None:
    """Take a pin down. Raises NotAllowed."""
    if not policy.may_pin(steward, group, item):
        raise NotAllowed(gettext("Only a steward can take a pin down."))
    gone, _ = Pin.objects.filter(group=group, item=item).delete()
    if gone:
        book.record(facts.ItemUnpinned(group_id=group.pk, item_id=item.pk), by=steward, at=now)
