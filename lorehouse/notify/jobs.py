"""What the notices do at times: digests at their hours, messages on their way."""

from datetime import datetime

from lorehouse.ledger.jobs import every
from lorehouse.notify import scheduling
from lorehouse.notify.delivery import hints, sending

BATCHES = 50  # of one go, so that a long queue does not keep the next job waiting for ever


@every(20, name="notify.digests")
def digests(*, now: datetime) -> None:
    """Put the digests on their way whose hour has come."""
    scheduling.welcome(now=now)
    for _ in range(BATCHES):
        if not scheduling.make_digests(now=now):
            return


@every(5, name="notify.deliveries")
def deliveries(*, now: datetime) -> None:
    """Send what is due."""
    for _ in range(BATCHES):
        if not sending.deliver_due(now=now):
            return


@every(60, name="notify.hints")
def tell_owners_of_pseudonyms(*, now: datetime) -> None:
    """Tell owners of pseudonyms that something waits for them."""
    hints.hint_due(now=now)


@every(24 * 3600, name="notify.forgetting")
def forgetting(*, now: datetime) -> None:
    """Take away what was sent long ago."""
    sending.forget_old(now=now)
