"""How much one may do at once."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Sum, Value
from django.db.models.functions import Length, Replace
from django.utils.translation import gettext

from lorehouse.items import naming
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, TooMuch, Unfit
from lorehouse.moderation import facts, policy
from lorehouse.moderation.models import Flag, Limits
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import own_ids

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MENTION = 'class="mention"'  # what a mention is in the HTML of an item


@transaction.atomic
def change_limits(*, by: Person, now: datetime, **numbers: int) -> Limits:
    """Set how much one may do at once. Raises NotAllowed, Unfit."""
    if not policy.may_set_limits(by):
        raise NotAllowed(gettext("Administrators set the limits."))
    limits = Limits.current()
    for name, number in numbers.items():
        if number < 0 or (number == 0 and name != "new_days"):
            raise Unfit(gettext("A limit is at least 1."))
        setattr(limits, name, number)
    limits.pk = 1
    limits.save()
    book.record(facts.LimitsChanged(), by=by, at=now)
    return limits


def is_new(person: Person, limits: Limits, now: datetime) -> bool:
    """Whether this account is so young that it may do less at once.

    Those who look after the house were chosen for it and are never new.
    """
    if person.joined_at is None or person.role != Person.Role.MEMBER:
        return False
    return now - person.joined_at < timedelta(days=limits.new_days)


def check_post(author: Person, *, limits: Limits, mentions: int, now: datetime) -> None:
    """Raises TooMuch when `author` has posted or mentioned as much as they may in an hour.

    What they posted under their pseudonyms counts; of a pseudonym only its own posts are known, so
    that its owner is asked too (`check_owner`).
    """
    if not settings.LIMITS_ARE_KEPT or author.is_moderator:
        return
    new = is_new(author, limits, now)
    most = limits.posts_new if new else limits.posts
    written = Item.objects.filter(author__in=own_ids(author))
    recent = written.filter(created_at__gt=now - HOUR, created_at__lte=now)
    if recent[: most + 1].count() >= most:
        raise TooMuch(
            f"{_so(new)} at most {most} posts and replies in an hour. "
            "Your text is kept; post it a little later."
        )
    if not mentions:
        return
    most = limits.mentions_new if new else limits.mentions
    if mentions + _mentioned(recent) > most:
        raise TooMuch(
            f"{_so(new)} at most {most} people mentioned in an hour. "
            "Your text is kept; mention fewer, or post it a little later."
        )


def check_owner(owner: Person, *, body: str, now: datetime) -> None:
    """As `check_post`, for whoever is about to post `body` under a pseudonym of theirs.

    Only they are told; how much the house suspects a text is judged by the pseudonym alone.
    """
    named = len(naming.typed_handles(body))
    check_post(owner, limits=Limits.current(), mentions=named, now=now)


def check_flag(flagger: Person, *, now: datetime) -> None:
    """Raises TooMuch when `flagger` has flagged as much as they may in a day."""
    if not settings.LIMITS_ARE_KEPT or flagger.is_moderator:
        return
    limits = Limits.current()
    new = is_new(flagger, limits, now)
    most = limits.flags_new if new else limits.flags
    if Flag.objects.filter(flagger=flagger, at__gt=now - DAY)[: most + 1].count() >= most:
        raise TooMuch(
            f"{_so(new)} at most {most} flags in a day. Your words are kept; those who look "
            "after the rules will read what you flagged already."
        )


def _so(new: bool) -> str:
    return "From a new account the house takes" if new else "The house takes"


def _mentioned(recent: "models.QuerySet[Item]") -> int:
    """How many mentions are in these items, counted by the database."""
    without = Length(Replace("html", Value(MENTION), Value("")))
    length = recent.filter(html__contains=MENTION).aggregate(
        length=Sum(Length(F("html")) - without, default=0)
    )["length"]
    return int(length) // len(MENTION)
