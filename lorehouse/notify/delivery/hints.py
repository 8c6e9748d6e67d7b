"""What reaches a pseudonym is told to its owner, who alone knows that it is meant.

A message says that something is in the inbox: no name, no words, nothing to answer to, and no row
that it was sent. It leaves with the full hour, so that its time does not point at a reply.
"""

import logging
from datetime import datetime
from smtplib import SMTPException

from django.core.mail import get_connection
from django.db.models import Max

from lorehouse.groups.middleware import zone
from lorehouse.notify import actions, hours, inbox
from lorehouse.notify.delivery import envelopes, letters, push
from lorehouse.notify.models import Notice, Preferences
from lorehouse.notify.reasons import HINT, MAIL, PUSH, REASONS
from lorehouse.people.models import Person
from lorehouse.pseudonyms import hints

log = logging.getLogger(__name__)

MOST = 100  # notices looked at for one of them


def hint_due(*, now: datetime) -> int:
    """Tell the owners for whom something new waits, now that an hour is full; return how many.

    Outside their quiet hours, once an hour at most. A message that is not taken is not tried
    again: what it would say stands in the inbox.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    return sum(_look(one, hour, now) for one in hints.owners_not_asked_since(hour))


def _look(owner: Person, hour: datetime, now: datetime) -> bool:
    preferences = actions.preferences_of(owner, now=now)
    start, end = preferences.quiet_from, preferences.quiet_until
    if hours.is_quiet(now, zone=zone(owner.timezone), start=start, end=end):
        return False
    waiting = Notice.objects.visible_to(owner).sealed_for(owner).unread_by(owner)
    fresh = waiting.filter(pk__gt=hints.told_up_to(owner))
    latest = fresh.aggregate(latest=Max("pk"))["latest"] or hints.told_up_to(owner)
    shown = inbox.lines(owner, fresh.order_by("-at", "-pk")[:MOST])
    ways = set().union(*(_ways(preferences, line.reason) for line in shown))
    if not hints.claim(owner, up_to=latest, moment=hour):
        return False
    _send(owner, ways & preferences.channels(HINT), now)
    return bool(ways)


def _ways(preferences: Preferences, reason: str) -> frozenset[str]:
    """How the owner wants to hear of `reason`; what others have a letter of is always a mail."""
    chosen = preferences.channels(reason)
    return chosen | {MAIL} if REASONS[reason].has_letter else chosen


def _send(owner: Person, ways: frozenset[str] | set[str], now: datetime) -> None:
    if PUSH in ways:
        push.hint(owner, now=now)
    if MAIL not in ways:
        return
    try:
        with get_connection() as connection:
            envelopes.post_to(owner, letters.hint(owner), connection)
    except (OSError, SMTPException) as reason:
        log.warning("a hint was not taken: %s", type(reason).__name__)
