"""Votes, reactions, bookmarks, reading."""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import facts, policy, standing
from lorehouse.items.models import Bookmark, Item, Reaction, Reading, Vote
from lorehouse.items.ranking import wilson_lower_bound
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.ui.signs import EMOJI


@transaction.atomic
def vote(*, voter: Person, item: Item, value: Literal[-1, 0, 1], now: datetime) -> Item:
    """Set `voter`'s vote to useful (1), not useful (-1) or withdrawn (0).

    Returns the item with its new score. Raises NotAllowed: see `policy.may_vote`.
    """
    if not policy.may_vote(voter, item):
        raise NotAllowed(gettext("You cannot vote on this."))
    item = Item.objects.select_for_update().get(pk=item.pk)
    if value == 0:
        item.votes.filter(voter=voter).delete()
    else:
        Vote.objects.update_or_create(item=item, voter=voter, defaults={"value": value, "at": now})
    _recount(item)
    book.record(facts.VoteCast(item_id=item.pk, value=value), by=voter, at=now)
    return item


def _recount(item: Item) -> None:
    """Set the counts of `item` from its votes and those it brought along."""
    item.votes_up = item.carried_up + item.votes.filter(value=1).count()
    item.votes_down = item.carried_down + item.votes.filter(value=-1).count()
    item.score = item.votes_up - item.votes_down
    item.merit = wilson_lower_bound(item.votes_up, item.votes_up + item.votes_down)
    item.heat = standing.heat_of(item)
    item.save(update_fields=["votes_up", "votes_down", "score", "merit", "heat"])
    standing.repeat([item.pk])


@transaction.atomic
def react(*, person: Person, item: Item, emoji: str, on: bool, now: datetime) -> None:
    """Put an emoji on an item, or take it back."""
    if not policy.may_react(person, item):
        raise NotAllowed(gettext("You cannot react to this."))
    if emoji not in EMOJI:
        raise Unfit(gettext("Reactions are %(emoji)s.") % {"emoji": " ".join(EMOJI)})
    if on:
        Reaction.objects.get_or_create(item=item, person=person, emoji=emoji, defaults={"at": now})
    else:
        Reaction.objects.filter(item=item, person=person, emoji=emoji).delete()
    book.record(facts.ReactionChanged(item_id=item.pk, added=on), by=person, at=now)


@transaction.atomic
def keep(*, person: Person, item: Item, on: bool, now: datetime) -> None:
    """Bookmark an item, or no longer."""
    if not policy.may_see(person, item):
        raise NotAllowed(gettext("You cannot keep this."))
    if on:
        Bookmark.objects.get_or_create(item=item, person=person, defaults={"at": now})
    else:
        Bookmark.objects.filter(item=item, person=person).delete()
    book.record(facts.BookmarkChanged(item_id=item.pk, kept=on), by=person, at=now)


@transaction.atomic
def read(*, person: Person, item: Item, reached: Item | None = None, now: datetime) -> None:
    """Note that `person` has read `item`, and of its thread what was written until `reached`.

    Nobody goes back by reading something older. Raises NotAllowed.
    """
    if not policy.may_see(person, item):
        raise NotAllowed(gettext("You cannot read this."))
    reading, _ = Reading.objects.get_or_create(item=item, person=person, defaults={"at": now})
    reading.at = now
    if reached and (reading.reached_at is None or reading.reached_at < reached.created_at):
        reading.reached_at = reached.created_at
    reading.save()
    book.record(facts.ItemRead(item_id=item.pk), by=person, at=now)
