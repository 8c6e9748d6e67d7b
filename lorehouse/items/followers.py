"""Whom an item is addressed to: those it mentions, and whoever it replies to."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import unquote

from django.db import transaction
from django.utils import timezone

from lorehouse.groups.models import Audience
from lorehouse.items import facts
from lorehouse.items.models import Item
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.notify import actions as notify
from lorehouse.people.models import Person

MOST_MENTIONED = 50  # people one text can address; a longer list is a list, not an address
_MENTION = re.compile(r'<a [^>]*class="mention"[^>]*href="/people/([^"/]+)/"')
_VOICE = re.compile(r"(?<![\w@/.])@(~[\w-]+)")  # a pseudonym has no page to link to


@follows(facts.ItemPosted, facts.ItemEdited, facts.ItemWentLive, name="items.addressed", batch=10)
@transaction.atomic  # one commit for the batch: after an import there are many
def tell_whom_it_is_addressed_to(batch: Sequence[Told]) -> None:
    """Tell whoever is mentioned, replied to or answered; pass a group's post on by mail."""
    told_by_id: dict[int, Told] = {}
    for told in batch:
        if isinstance(told.fact, facts.ItemFact):
            told_by_id.setdefault(told.fact.item_id, told)  # that it was posted comes first
    items = Item.objects.live().filter(pk__in=told_by_id).order_by("pk")
    for item in items.select_related("parent", "audience"):
        _tell(item, told_by_id[item.pk])


@follows(
    facts.ItemRemoved, facts.ItemWithdrawn, facts.AudienceChanged, name="items.notices", batch=200
)
def take_notices_along(batch: Sequence[Told]) -> None:
    """A notice goes where the item goes: out of sight with it, or to its other audience."""
    for told in batch:
        match told.fact:
            case facts.AudienceChanged(item_id=item_id, audience_id=audience_id):
                thread = Item.objects.filter(pk=item_id) | Item.objects.filter(root_id=item_id)
                ids = list(thread.values_list("pk", flat=True))
                notify.move_notices(kind="item", ids=ids, audience_id=audience_id)
            case facts.ItemFact(item_id=item_id):
                notify.settle(subject=("item", item_id), now=told.at)


@follows(facts.ItemRead, name="items.read_notices", batch=500)
def read_notices_with_their_thread(batch: Sequence[Told]) -> None:
    """Who has read a conversation has read what it had for them."""
    for told in batch:
        if isinstance(told.fact, facts.ItemRead) and told.actor_id is not None:
            notify.read_thread(person_id=told.actor_id, thread_id=told.fact.item_id, until=told.at)


def _tell(item: Item, told: Told) -> None:
    replied_to = _replied_to(item)
    if replied_to is not None:
        answers = item.kind == Item.Kind.ANSWER
        _notice(item, told, [replied_to], "answer" if answers else "reply", about_id=item.parent_id)
    mentioned = _mentioned(item) - {item.author_id, replied_to}
    _notice(item, told, mentioned, "mention")
    if isinstance(told.fact, facts.ItemPosted) and item.audience.kind == Audience.Kind.GROUP:
        notify.pass_on(
            item_id=item.pk,
            audience_id=item.audience_id,
            but_not=[item.author_id],
            at=told.at,
            now=timezone.now(),
        )


def _notice(
    item: Item, told: Told, people: Iterable[int], reason: str, *, about_id: int | None = None
) -> None:
    notify.tell(
        people=people,
        reason=reason,
        subject=("item", item.pk),
        audience_id=item.audience_id,
        thread_id=item.root_or_self_id,
        about_id=about_id,
        at=told.at,
        now=timezone.now(),
    )


def _replied_to(item: Item) -> int | None:
    """Whose words it replies to; nobody's, where they are one's own or it is a field note."""
    if item.parent is None or item.kind == Item.Kind.FIELD_NOTE:
        return None
    return item.parent.author_id if item.parent.author_id != item.author_id else None


def _mentioned(item: Item) -> set[int]:
    """The ids of the people and pseudonyms the text names, the first MOST_MENTIONED of them."""
    named = dict.fromkeys(unquote(handle) for handle in _MENTION.findall(item.html))
    named |= dict.fromkeys(handle.lower() for handle in _VOICE.findall(item.body))
    handles = list(named)[:MOST_MENTIONED]
    if not handles:
        return set()
    return set(Person.objects.filter(handle__in=handles).values_list("pk", flat=True))
