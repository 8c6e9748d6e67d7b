"""Which browsers of a person may be told."""

import base64
import binascii
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.ledger import book
from lorehouse.lib.errors import Unfit
from lorehouse.notify import facts
from lorehouse.notify.models import PushSubscription
from lorehouse.people.models import Person

MOST_BROWSERS = 10  # of one person; the oldest makes room


@transaction.atomic
def allow_push(
    *,
    person: Person,
    endpoint: str,
    public_key: str,
    secret: str,
    browser: str = "",
    now: datetime,
) -> PushSubscription:
    """`person` lets the browser behind `endpoint` be told. Raises Unfit for what is no such thing.

    Keys are as browsers give them, in base64url. A browser belongs to whoever signed in last.
    """
    address = urlsplit(endpoint)
    if address.scheme not in {"https", "http"} or not address.hostname or len(endpoint) > 600:
        raise Unfit(gettext("This is not the address of a push service."))
    if len(_bytes(public_key)) != 65 or len(_bytes(secret)) != 16:
        raise Unfit(gettext("These are not the keys of a browser."))
    subscription, _ = PushSubscription.objects.update_or_create(
        endpoint=endpoint,
        defaults={
            "person": person,
            "public_key": public_key,
            "secret": secret,
            "browser": browser[:80],
            "made_at": now,
        },
    )
    kept = person.push_subscriptions.order_by("-made_at", "-pk")[:MOST_BROWSERS]
    person.push_subscriptions.exclude(pk__in=[one.pk for one in kept]).delete()
    book.record(facts.PushAllowed(subscription_id=subscription.pk), by=person, at=now)
    return subscription


@transaction.atomic
def stop_push(*, subscription: PushSubscription, by: Person | None = None, now: datetime) -> None:
    """A browser is no longer told. `by` is None where its push service says that it is gone."""
    gone, _ = PushSubscription.objects.filter(pk=subscription.pk).delete()
    if gone:
        book.record(facts.PushStopped(subscription_id=subscription.pk), by=by, at=now)


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""
