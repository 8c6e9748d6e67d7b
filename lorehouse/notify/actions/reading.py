"""Reading notices, and having seen what the catch-up page showed."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from lorehouse.ledger import book
from lorehouse.notify import facts
from lorehouse.notify.actions.preferring import ensure_preferences
from lorehouse.notify.models import Notice, NoticeQuerySet, Preferences, Seen
from lorehouse.notify.subjects import Ref
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import own_ids

MOST_SEEN = 500  # things that one catch-up page can have shown
#: What was seen is forgotten this long after the page no longer looks back to it.
KEPT_FOR = timedelta(days=30)
NOTICE = "notice"  # the kind under which a notice is seen


@transaction.atomic
def read(*, person: Person, notice: Notice, on: bool = True, now: datetime) -> None:
    """`person` has read one of their notices and those told with it, or wants them unread again.

    Of what is addressed to a pseudonym there is no fact: it would stand beside its owner's.
    """
    own = Notice.objects.visible_to(person).told_with(notice)
    if on:
        changed = _mark_read(person, own.unread_by(person), now)
    else:
        changed = own.filter(read_at=notice.read_at).update(read_at=None)
        _part_from_the_rest(person, notice)
    if changed and notice.person_id == person.pk:
        fact = facts.NoticesRead(person_id=person.pk, notice_id=notice.pk)
        book.record(fact, by=person, at=now)


@transaction.atomic
def read_all(*, person: Person, until: datetime, now: datetime) -> None:
    """`person` has read everything that was addressed to them up to `until`."""
    preferences = ensure_preferences(person, now=now)
    until = min(until, now)
    if preferences.read_until is None or preferences.read_until < until:
        Preferences.objects.filter(pk=preferences.pk).update(read_until=until)
        book.record(facts.NoticesRead(person_id=person.pk), by=person, at=now)


@transaction.atomic
def read_thread(*, person_id: int, thread_id: int, until: datetime) -> int:
    """Who has read a thread has read its notices. The fact was recorded where it was read."""
    waiting = Notice.objects.filter(thread_id=thread_id, read_at=None, at__lte=until)
    if not waiting.exists():
        return 0
    person = Person.objects.get(pk=person_id)
    return _mark_read(person, waiting.filter(person__in=own_ids(person)), until)


@transaction.atomic
def catch_up(
    *, person: Person, seen: Iterable[Ref], until: datetime | None = None, now: datetime
) -> None:
    """`person` has seen these things on their catch-up page, and no others.

    With `until` it was all there was up to then, and the next page begins there.
    """
    shown = list(dict.fromkeys(seen))[:MOST_SEEN]
    for kind, pk in [*_notices_seen(person, shown, now), *_others(shown)]:
        Seen.objects.get_or_create(
            person=person, subject_kind=kind[:20], subject_id=pk, defaults={"at": now}
        )
    if until is not None:
        until = min(until, now)
        ensure_preferences(person, now=now)
        Preferences.objects.filter(pk=person.pk).exclude(caught_up_at__gte=until).update(
            caught_up_at=until
        )
        Seen.objects.filter(person=person, at__lt=until - KEPT_FOR).delete()
    book.record(facts.CaughtUp(person_id=person.pk), by=person, at=now)


def _notices_seen(person: Person, seen: Iterable[Ref], now: datetime) -> list[Ref]:
    """The notices of `person` among `seen`, and those told together with them.

    What is addressed to a pseudonym is read instead: that its owner saw it stands nowhere.
    """
    own = Notice.objects.visible_to(person)
    found: list[Ref] = []
    for head in own.filter(pk__in=[pk for kind, pk in seen if kind == NOTICE]):
        together = own.told_with(head).unread_by(person)
        if head.person_id == person.pk:
            found += [(NOTICE, pk) for pk in together.values_list("pk", flat=True)]
        else:
            _mark_read(person, together, now)
    return found


def _others(seen: Iterable[Ref]) -> list[Ref]:
    return [(kind, pk) for kind, pk in seen if kind != NOTICE]


def _mark_read(person: Person, notices: NoticeQuerySet, now: datetime) -> int:
    """Mark these as read; those addressed to a pseudonym without the time, which is its owner's."""
    ids = list(notices.values_list("pk", flat=True))
    mine = Notice.objects.filter(pk__in=ids, read_at=None)
    sealed = mine.exclude(person=person)
    latest = sealed.aggregate(latest=Max("at"))["latest"]
    count = sealed.update(read_at=latest) if latest else 0
    return count + mine.filter(person=person).update(read_at=now)


def _part_from_the_rest(person: Person, notice: Notice) -> None:
    """Let one of the notices that were read together be unread: the others are read one by one."""
    preferences = Preferences.objects.filter(pk=person.pk).first()
    together = preferences.read_until if preferences else None
    if together is None or notice.at > together:
        return
    others = Notice.objects.filter(person__in=own_ids(person), read_at=None, at__lte=together)
    apart = Notice.objects.visible_to(person).told_with(notice).values("pk")
    _mark_read(person, others.exclude(pk__in=apart), together)
    Preferences.objects.filter(pk=person.pk).update(read_until=None)
