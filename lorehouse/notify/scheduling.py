"""Which digests are due: each person's, at the hour they chose, on their own clock."""

from datetime import datetime
from typing import Any

from django.db import transaction

from lorehouse.groups.middleware import zone
from lorehouse.notify import actions, hours
from lorehouse.notify.actions.preferring import next_digest
from lorehouse.notify.models import Delivery, Preferences
from lorehouse.people.models import Person

AT_ONCE = 500  # people looked at in one go
DAILY, WEEKLY = Preferences.Digest.DAILY, Preferences.Digest.WEEKLY


def welcome(*, now: datetime) -> int:
    """Give people who have none the preferences one begins with; return to how many."""
    unknown = Person.objects.filter(is_active=True, preferences__isnull=True)
    people = unknown.exclude(standing=Person.Standing.SHADOW).order_by("pk")[:AT_ONCE]
    return len([actions.ensure_preferences(person, now=now) for person in people])


def make_digests(*, now: datetime) -> int:
    """Put a digest on its way for everybody whose hour has come; return how many."""
    due = Preferences.objects.filter(digest_due_at__lte=now, person__is_active=True)
    ids = due.order_by("digest_due_at").values_list("pk", flat=True)[:AT_ONCE]
    return sum(make_digest(person_id=pk, now=now) for pk in list(ids))


@transaction.atomic
def make_digest(*, person_id: int, now: datetime) -> bool:
    """Put the digest of one person on its way, if its hour has come and they want one.

    In one transaction with the note of how far it reaches, so that no slot has two and none is
    left out, wherever the worker stops. A slot that was missed is told in the next one.
    """
    preferences = Preferences.objects.select_for_update().select_related("person").get(pk=person_id)
    person = preferences.person
    clock, hour = zone(person.timezone), preferences.hour
    day = hours.latest_slot(now, zone=clock, hour=hour)
    week = hours.latest_slot(now, zone=clock, hour=hour, weekday=preferences.weekday)
    about: dict[str, Any] = {"until": day.isoformat()}
    if preferences.daily_until < day:
        about[DAILY] = preferences.daily_until.isoformat()
        preferences.daily_until = day
    if preferences.weekly_until < week:
        about[WEEKLY] = preferences.weekly_until.isoformat()
        preferences.weekly_until = day
    preferences.digest_due_at = next_digest(preferences, person, now)
    preferences.save(update_fields=["daily_until", "weekly_until", "digest_due_at"])
    if not _is_wanted(preferences, about):
        return False
    _, fresh = Delivery.objects.get_or_create(
        key=f"digest:{person.pk}:{day:%Y-%m-%dT%H:%MZ}",
        defaults={
            "person": person,
            "kind": Delivery.Kind.DIGEST,
            "channel": Delivery.Channel.MAIL,
            "about": about,
            "made_at": now,
            "due_at": now,
        },
    )
    return fresh


def _is_wanted(preferences: Preferences, about: dict[str, Any]) -> bool:
    """Whether the person wants anything of what is due now: their own digest, or a group's."""
    periods = [period for period in (DAILY, WEEKLY) if period in about]
    if preferences.digest in periods:
        return True
    return preferences.person.participations.filter(level__in=periods).exists()
