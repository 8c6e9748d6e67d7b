"""Keeping lists, and following those of others."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from lorehouse.disclosure import gate, rules
from lorehouse.groups import policy as groups
from lorehouse.groups.models import Audience
from lorehouse.items import facts, policy
from lorehouse.items.models import Item, List, ListEntry, ListFollowing
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person

LONGEST_TITLE = 120
LONGEST_NOTE = 500
MOST_ENTRIES = 500


@transaction.atomic
def open_list(
    *,
    keeper: Person,
    title: str,
    purpose: str = "",
    audience: Audience | None = None,
    now: datetime,
) -> List:
    """Begin a list, private unless it is shared with an `audience`. Raises NotAllowed, Unfit."""
    title, purpose = _words(title, purpose)
    _may_share(keeper, audience)
    made = List.objects.create(
        keeper=keeper,
        title=title,
        purpose=purpose,
        audience=audience,
        opened_at=now,
        changed_at=now,
    )
    book.record(facts.ListOpened(list_id=made.pk), by=keeper, at=now)
    return made


@transaction.atomic
def change_list(
    *,
    keeper: Person,
    kept: List,
    title: str,
    purpose: str,
    audience: Audience | None,
    now: datetime,
) -> List:
    """Change what a list is called and who reads it. Raises NotAllowed, Unfit, gate.Held."""
    kept = _own(keeper, kept)
    title, purpose = _words(title, purpose)
    if audience is not None and audience.pk != kept.audience_id:
        _may_share(keeper, audience)
        notes = "\n\n".join(kept.entries.values_list("note", flat=True))
        _may_pass(f"{title}\n\n{purpose}\n\n{notes}", audience)
    kept.title, kept.purpose, kept.audience, kept.changed_at = title, purpose, audience, now
    kept.save()
    book.record(facts.ListChanged(list_id=kept.pk), by=keeper, at=now)
    return kept


@transaction.atomic
def drop_list(*, keeper: Person, kept: List, now: datetime) -> None:
    """Throw a list away; what was on it stays. Raises NotAllowed."""
    kept = _own(keeper, kept)
    book.record(facts.ListDropped(list_id=kept.pk), by=keeper, at=now)
    kept.delete()


@transaction.atomic
def put_on_list(
    *, keeper: Person, kept: List, item: Item, note: str = "", now: datetime
) -> ListEntry:
    """Put an item at the end of a list, or say something else of one that is there.

    Raises NotAllowed where `keeper` may not read the item, and Unfit when the list is full.
    """
    kept = _own(keeper, kept)
    if not policy.may_list(keeper, item):
        raise NotAllowed(gettext("You cannot put this on a list."))
    note = _note(note)
    entry = kept.entries.filter(item=item).first()
    if entry is None:
        if kept.entries.count() >= MOST_ENTRIES:
            raise Unfit(
                gettext("A list has at most %(most_entries)s entries; begin another one.")
                % {"most_entries": MOST_ENTRIES}
            )
        last = kept.entries.aggregate(last=Max("place"))["last"] or 0
        entry = ListEntry(list=kept, item=item, place=last + 1, added_at=now)
    entry.note = note
    entry.save()
    _touch(kept, now)
    book.record(facts.ListEntryPut(list_id=kept.pk, item_id=item.pk), by=keeper, at=now)
    return entry


@transaction.atomic
def take_off_list(*, keeper: Person, kept: List, item: Item, now: datetime) -> None:
    """Take an item off a list. Raises NotAllowed."""
    kept = _own(keeper, kept)
    gone, _ = kept.entries.filter(item=item).delete()
    if gone:
        _touch(kept, now)
        book.record(facts.ListEntryTaken(list_id=kept.pk, item_id=item.pk), by=keeper, at=now)


@transaction.atomic
def move_on_list(*, keeper: Person, kept: List, item: Item, step: int, now: datetime) -> None:
    """Move an item one place towards the beginning (-1) or the end (1) of a list.

    Counted among the entries that `keeper` can read, since those are what they see. Raises
    NotAllowed, and Unfit for another step.
    """
    kept = _own(keeper, kept)
    if step not in (-1, 1):
        raise Unfit(gettext("An entry moves one place up or down."))
    shown = list(kept.entries.visible_to(keeper).order_by("place", "pk"))
    at = next((at for at, one in enumerate(shown) if one.item_id == item.pk), None)
    if at is None or not 0 <= at + step < len(shown):
        return
    one, other = shown[at], shown[at + step]
    one.place, other.place = other.place, one.place
    one.save(update_fields=["place"])
    other.save(update_fields=["place"])
    _touch(kept, now)
    book.record(facts.ListEntryMoved(list_id=kept.pk, item_id=item.pk), by=keeper, at=now)


@transaction.atomic
def follow_list(*, person: Person, followed: List, on: bool, now: datetime) -> None:
    """Keep an eye on somebody's list, or no longer. Raises NotAllowed."""
    if on and not policy.may_follow_list(person, followed):
        raise NotAllowed(gettext("You cannot follow this list."))
    own = ListFollowing.objects.filter(list=followed, person=person)
    if on:
        ListFollowing.objects.get_or_create(list=followed, person=person, defaults={"since": now})
    else:
        own.delete()
    book.record(facts.ListFollowingChanged(list_id=followed.pk, on=on), by=person, at=now)


def _own(keeper: Person, kept: List) -> List:
    """The list, locked, if it is `keeper`'s. Raises NotAllowed."""
    if not policy.may_keep_list(keeper, kept):
        raise NotAllowed(gettext("You can change only your own lists."))
    return List.objects.select_for_update().get(pk=kept.pk)


def _may_share(keeper: Person, audience: Audience | None) -> None:
    """Raises NotAllowed where `keeper` may not write for `audience`."""
    if audience is not None and not groups.may_share_with(keeper, audience):
        raise NotAllowed(gettext("You cannot share a list with these people."))


def _may_pass(words: str, audience: Audience) -> None:
    """Words that were for others pass the disclosure gate. Raises gate.Held."""
    verdict = gate.check(words, audience)
    if verdict.outcome != rules.PASS:
        raise gate.Held(verdict)


def _words(title: str, purpose: str) -> tuple[str, str]:
    title, purpose = " ".join(title.split()), purpose.strip()
    if not title:
        raise Unfit(gettext("Give the list a name."))
    if len(title) > LONGEST_TITLE:
        raise Unfit(
            gettext("A list's name has at most %(longest_title)s characters.")
            % {"longest_title": LONGEST_TITLE}
        )
    if len(purpose) > LONGEST_NOTE:
        raise Unfit(
            gettext("What a list is for has at most %(longest_note)s characters.")
            % {"longest_note": LONGEST_NOTE}
        )
    return title, purpose


def _note(words: str) -> str:
    words = words.replace("\x00", "").strip()
    if len(words) > LONGEST_NOTE:
        raise Unfit(
            gettext("A note has at most %(longest_note)s characters; this one has %(words)s.")
            % {"longest_note": LONGEST_NOTE, "words": len(words)}
        )
    return words


def _touch(kept: List, now: datetime) -> None:
    kept.changed_at = now
    kept.save(update_fields=["changed_at"])
