"""What people choose: reasons and channels, digests, quiet hours, how they take part in groups."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups.middleware import zone
from lorehouse.groups.models import Group
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.notify import facts, hours, policy, reasons
from lorehouse.notify.models import Participation, Preferences
from lorehouse.people.models import Person

DIGEST = "digest"  # topics of mails besides reasons: the digest, and a group as group:<id>


def preferences_of(person: Person, *, now: datetime) -> Preferences:
    """What `person` wants; somebody who never chose has what they would begin with, unsaved."""
    return Preferences.objects.filter(pk=person.pk).first() or _first_ones(person, now)


def ensure_preferences(person: Person, *, now: datetime) -> Preferences:
    """As `preferences_of`, saved, so that something can be kept with them."""
    found = Preferences.objects.filter(pk=person.pk).first()
    if found is not None:
        return found
    fresh = _first_ones(person, now)
    Preferences.objects.bulk_create([fresh], ignore_conflicts=True)
    return Preferences.objects.get(pk=person.pk)


@transaction.atomic
def prefer(
    *,
    person: Person,
    channels: Mapping[str, Iterable[str]],
    digest: str,
    hour: int,
    weekday: int,
    quiet_from: int,
    quiet_until: int,
    now: datetime,
) -> Preferences:
    """Keep what `person` wants to hear of, by which channels, and when. Raises Unfit.

    `channels` names reasons; those it does not name stay as they are.
    """
    if digest not in Preferences.Digest.values:
        raise Unfit(gettext("A digest leaves every day, every week or never."))
    if not all(0 <= one < 24 for one in (hour, quiet_from, quiet_until)) or not 0 <= weekday < 7:
        raise Unfit(gettext("An hour is from 0 to 23, a weekday from 0 to 6."))
    preferences = ensure_preferences(person, now=now)
    preferences.chosen = {**preferences.chosen, **_known(channels)}
    preferences.digest, preferences.hour, preferences.weekday = digest, hour, weekday
    preferences.quiet_from, preferences.quiet_until = quiet_from, quiet_until
    preferences.digest_due_at = next_digest(preferences, person, now)
    preferences.save()
    book.record(facts.PreferencesChanged(person_id=person.pk), by=person, at=now)
    return preferences


@transaction.atomic
def choose_participation(*, person: Person, group: Group, level: str, now: datetime) -> None:
    """`person` chooses how much of a group they are in reaches them. Raises NotAllowed, Unfit."""
    if not policy.may_take_part(person, group):
        raise NotAllowed(gettext("You are not in this group."))
    if level not in Participation.Level.values:
        raise Unfit(
            gettext("One takes part by %(values)s.")
            % {"values": ", ".join(Participation.Level.values)}
        )
    Participation.objects.update_or_create(person=person, group=group, defaults={"level": level})
    fact = facts.ParticipationChosen(person_id=person.pk, group_id=group.pk)
    book.record(fact, by=person, at=now)


@transaction.atomic
def unsubscribe(*, person: Person, topic: str, now: datetime) -> None:
    """No more mail about `topic`: a reason, the digest, or the posts of a group. Raises Unfit."""
    preferences = ensure_preferences(person, now=now)
    kind, _, pk = topic.partition(":")
    if topic == DIGEST:
        preferences.digest = Preferences.Digest.OFF
        person.participations.filter(level__in=["daily", "weekly"]).update(level="addressed")
    elif topic in reasons.REASONS:
        kept = preferences.channels(topic) - {reasons.MAIL}
        preferences.chosen = {**preferences.chosen, topic: sorted(kept)}
    elif kind == "group" and pk.isdigit():
        person.participations.filter(group_id=int(pk)).update(level="addressed")
    else:
        raise Unfit(gettext("There is nothing of this name to unsubscribe from."))
    preferences.save(update_fields=["digest", "chosen"])
    book.record(facts.PreferencesChanged(person_id=person.pk), by=person, at=now)


@transaction.atomic
def renew_feed_address(*, person: Person, now: datetime) -> Preferences:
    """Give `person` other secret feed addresses; those they had open nothing any more."""
    preferences = ensure_preferences(person, now=now)
    preferences.feed_round += 1
    preferences.save(update_fields=["feed_round"])
    book.record(facts.FeedAddressRenewed(person_id=person.pk), by=person, at=now)
    return preferences


def reschedule(*, person: Person, now: datetime) -> None:
    """The person's clock is another one: look again when their next digest is due."""
    preferences = Preferences.objects.filter(pk=person.pk).first()
    if preferences is not None:
        due = next_digest(preferences, person, now)
        Preferences.objects.filter(pk=person.pk).update(digest_due_at=due)


def next_digest(preferences: Preferences, person: Person, now: datetime) -> datetime:
    """When to look next whether a digest of `person` is due: at their hour of the day."""
    return hours.next_slot(now, zone=zone(person.timezone), hour=preferences.hour)


def _first_ones(person: Person, now: datetime) -> Preferences:
    # The first digest tells of the days before, too: what brought the person here is among it.
    fresh = Preferences(
        person=person, daily_until=now - timedelta(days=1), weekly_until=now - timedelta(days=7)
    )
    fresh.digest_due_at = next_digest(fresh, person, now)
    return fresh


def _known(channels: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The chosen channels, each in its order. Raises Unfit for reasons and channels unheard of."""
    given = {reason: set(names) for reason, names in channels.items()}
    if not set(given) <= set(reasons.REASONS) or not set().union(*given.values()) <= reasons.ALL:
        raise Unfit(gettext("There is no such reason or channel."))
    return {
        reason: [name for name in reasons.CHANNELS if name in names]
        for reason, names in given.items()
    }
