"""Telling people: a notice each, and the messages that carry it. Followers of rooms call this.

Only people who are addressed get rows. What groups, tags and people bring is computed at reading.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from lorehouse.groups.middleware import zone
from lorehouse.ledger import book
from lorehouse.notify import facts, hours, policy, reasons
from lorehouse.notify.actions.preferring import ensure_preferences
from lorehouse.notify.models import Delivery, Notice, Participation, Preferences
from lorehouse.people.models import Person

#: What happened longer ago is for the inbox only: nobody wants mail about an import's past.
FRESH = timedelta(days=2)
#: A mail waits this long; what its person reads meanwhile is not sent.
A_MOMENT = timedelta(minutes=2)
#: What is told together makes one message in this time at most.
A_WHILE = timedelta(minutes=15)


@transaction.atomic
def tell(
    *,
    people: Iterable[int],
    reason: str,
    subject: tuple[str, int],
    occasion: int = 0,
    audience_id: int | None = None,
    thread_id: int | None = None,
    about_id: int | None = None,
    by_mail: bool = True,
    at: datetime,
    now: datetime,
) -> list[Notice]:
    """Tell each of `people` (ids) of `subject`, once; return the notices that are new.

    `subject` is its kind and id, for `subjects`; `audience_id` is who may see it, None where the
    subject is addressed to the person alone. Who may not see it is told nothing. Telling again
    changes nothing. Without `by_mail` no mail leaves: they are written to of it already. What has
    the same `about_id`, the item it is done to, is told together.

    A pseudonym is told like anybody, but no message leaves: nobody here knows to whom (`hints`).
    """
    told = list(Person.objects.filter(pk__in=set(people)).order_by("pk"))
    fresh = []
    for person in told:
        if not policy.may_be_told(person, audience_id):
            continue
        preferences = None if person.is_pseudonym else ensure_preferences(person, now=now)
        notice, is_new = Notice.objects.get_or_create(
            person=person,
            reason=reason,
            subject_kind=subject[0],
            subject_id=subject[1],
            occasion=occasion,
            defaults={
                "thread_id": thread_id,
                "about_id": about_id,
                "audience_id": audience_id,
                "at": at,
                "in_inbox": preferences is None or reasons.INBOX in preferences.channels(reason),
            },
        )
        if is_new:
            fresh.append(notice)
            if preferences is not None:
                _send_on_its_way(notice, person, preferences, now, by_mail=by_mail)
            fact = facts.NoticeMade(notice_id=notice.pk, person_id=person.pk)
            book.record(fact, by=None, at=now)
    return fresh


@transaction.atomic
def pass_on(
    *, item_id: int, audience_id: int, but_not: Iterable[int], at: datetime, now: datetime
) -> int:
    """Send a post to those members of its group who want every post; return how many do.

    `but_not` are the ids of those who wrote it. Who gets a mail about it already gets no other.
    """
    if now - at > FRESH:
        return 0
    wanted = Participation.objects.filter(
        group__audience_id=audience_id, level=Participation.Level.EVERY, person__is_active=True
    ).exclude(person__in=list(but_not))
    count = 0
    for one in wanted.select_related("person"):
        preferences = ensure_preferences(one.person, now=now)
        _post(
            f"mail:{one.person_id}:post:item:{item_id}",
            one.person,
            preferences,
            kind=Delivery.Kind.POST,
            about={"item": item_id, "audience": audience_id},
            now=now,
        )
        count += 1
    return count


@transaction.atomic
def settle(
    *,
    subject: tuple[str, int],
    reason: str | None = None,
    person_id: int | None = None,
    now: datetime,
) -> int:
    """What was asked for is done, perhaps by somebody else, or is gone: its notices count as read.

    With `reason` or `person_id` only those; return how many.
    """
    chosen = {"reason": reason, "person_id": person_id}
    waiting = Notice.objects.filter(
        subject_kind=subject[0],
        subject_id=subject[1],
        read_at=None,
        **{name: value for name, value in chosen.items() if value is not None},
    )
    return waiting.update(read_at=now)


@transaction.atomic
def move_notices(*, kind: str, ids: Iterable[int], audience_id: int) -> int:
    """Subjects are for another audience now, and so are the notices of them."""
    moved = Notice.objects.filter(subject_kind=kind, subject_id__in=list(ids))
    return moved.update(audience_id=audience_id)


def _send_on_its_way(
    notice: Notice, person: Person, preferences: Preferences, now: datetime, *, by_mail: bool
) -> None:
    if now - notice.at > FRESH:
        return
    channels = preferences.channels(notice.reason)
    happened = f"{reasons.event_of(notice.reason)}:{notice.subject_kind}:{notice.subject_id}"
    if notice.occasion:
        happened += f":{notice.occasion}"
    by_mail = by_mail and not reasons.REASONS[notice.reason].has_letter
    if by_mail and reasons.MAIL in channels:
        _post(f"mail:{person.pk}:{happened}", person, preferences, notice=notice, now=now)
    if reasons.PUSH in channels and person.push_subscriptions.exists():
        _post(
            f"push:{person.pk}:{happened}",
            person,
            preferences,
            notice=notice,
            channel=Delivery.Channel.PUSH,
            now=now,
        )


def _post(
    key: str,
    person: Person,
    preferences: Preferences,
    *,
    kind: str = Delivery.Kind.SINGLE,
    channel: str = Delivery.Channel.MAIL,
    notice: Notice | None = None,
    about: dict[str, int] | None = None,
    now: datetime,
) -> None:
    """Put a message on its way, after the person's quiet hours; a second one of a key is none.

    What a message that waits will tell as well has none of its own.
    """
    moment = now + A_MOMENT if channel == Delivery.Channel.MAIL else now
    last = _last_of_the_same(notice, channel, now) if notice else None
    if last is not None:
        moment = max(moment, last.due_at + A_WHILE)
    is_told_already = last is not None and last.begun_at is None and last.ended_at is None
    due_at = hours.after_quiet(
        moment,
        zone=zone(person.timezone),
        start=preferences.quiet_from,
        end=preferences.quiet_until,
    )
    Delivery.objects.get_or_create(
        key=key,
        defaults={
            "person": person,
            "kind": kind,
            "channel": channel,
            "notice": notice,
            "about": about or {},
            "made_at": now,
            "due_at": due_at,
            "ended_at": now if is_told_already else None,
            "outcome": Delivery.Outcome.TOGETHER if is_told_already else Delivery.Outcome.WAITS,
        },
    )


def _last_of_the_same(notice: Notice, channel: str, now: datetime) -> Delivery | None:
    """The last message of what is told together with `notice`, if it waits or is not long gone."""
    if notice.about_id is None:
        return None
    messages = Delivery.objects.filter(
        channel=channel,
        due_at__gt=now - A_WHILE,
        notice__person=notice.person_id,
        notice__reason=notice.reason,
        notice__about_id=notice.about_id,
    )
    return messages.exclude(outcome=Delivery.Outcome.TOGETHER).order_by("due_at").last()
