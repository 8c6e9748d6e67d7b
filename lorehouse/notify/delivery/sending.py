"""Sends what is due. Each message is claimed before it leaves and marked after.

A worker that dies in between leaves a claim; when that is old, the message is tried again under
the same Message-ID (and, where mail goes into files, under the same file name). So nothing is
lost, and what may come twice is known for the same.
"""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.core.mail import get_connection
from django.db.models import F, Q, QuerySet

from lorehouse.notify.delivery import envelopes, push
from lorehouse.notify.delivery.letters import compose
from lorehouse.notify.models import Delivery

log = logging.getLogger(__name__)

AT_ONCE = 100
CLAIM_HOLDS = timedelta(minutes=10)
TRIES = 8
FIRST_WAIT = timedelta(minutes=1)  # doubled at each further failure: about four hours in all
KEPT_FOR = timedelta(days=30)

Outcome = Delivery.Outcome


def deliver_due(*, now: datetime) -> int:
    """Send what is due, at most AT_ONCE messages; return how many ended, sent or not needed."""
    ids = list(_due(now).order_by("due_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    return sum(1 for pk in ids if _claim(pk, now) and _deliver(pk, now))


def forget_old(*, now: datetime) -> int:
    """Take away what was sent long ago; return how many."""
    gone, _ = Delivery.objects.filter(ended_at__lt=now - KEPT_FOR).delete()
    return gone


def _due(now: datetime) -> QuerySet[Delivery]:
    free = Q(begun_at=None) | Q(begun_at__lt=now - CLAIM_HOLDS)
    return Delivery.objects.filter(free, ended_at=None, due_at__lte=now)


def _claim(pk: int, now: datetime) -> bool:
    """Whether this message is ours to send: two workers never hold it at once."""
    return _due(now).filter(pk=pk).update(begun_at=now, tries=F("tries") + 1) == 1


def _deliver(pk: int, now: datetime) -> bool:
    delivery = Delivery.objects.select_related("person", "notice").get(pk=pk)
    try:
        outcome = _send(delivery, now)
    except (OSError, SMTPException, push.NotTaken) as reason:
        return _try_later(delivery, reason, now)
    _end(delivery, outcome, now)
    return True


def _send(delivery: Delivery, now: datetime) -> str:
    if not delivery.person.is_active:
        return Outcome.NOT_NEEDED
    if delivery.channel == Delivery.Channel.PUSH:
        return Outcome.SENT if push.send(delivery, now=now) else Outcome.NOT_NEEDED
    letter = compose(delivery)
    if letter is None:
        return Outcome.NOT_NEEDED
    with get_connection() as connection:
        envelopes.post(delivery, letter, connection)
    return Outcome.SENT


def _try_later(delivery: Delivery, reason: Exception, now: datetime) -> bool:
    log.warning("message %s was not taken: %r", delivery.pk, reason)
    said = f"{type(reason).__name__}: {reason}"[:300]
    if delivery.tries >= TRIES:
        _end(delivery, Outcome.FAILED, now, error=said)
        return True
    due_at = now + FIRST_WAIT * 2 ** (delivery.tries - 1)
    Delivery.objects.filter(pk=delivery.pk).update(due_at=due_at, begun_at=None, error=said)
    return False


def _end(delivery: Delivery, outcome: str, now: datetime, error: str = "") -> None:
    Delivery.objects.filter(pk=delivery.pk).update(ended_at=now, outcome=outcome, error=error)
