"""Web push (RFC 8030, 8188, 8291, 8292): a few encrypted words to the browsers of one person.

A push service sees where a message goes, never what it says. One that cannot be reached is tried
later; one that says the browser is gone ends the subscription.
"""

import base64
import ipaddress
import json
import os
import socket
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.utils import translation

from lorehouse.notify import actions, inbox
from lorehouse.notify.delivery import keys
from lorehouse.notify.models import Delivery, PushSubscription
from lorehouse.notify.reasons import HINT, REASONS
from lorehouse.people.models import Person

TIMEOUT = 10  # seconds for one push service
LIVES = 24 * 3600  # seconds that a push service keeps a message for a browser that is off
GONE = frozenset({404, 410})
MOST_WORDS = 200  # characters of a title or an excerpt


class NotTaken(Exception):
    """No browser of the person could be told now; another try may do."""


def send(delivery: Delivery, *, now: datetime) -> bool:
    """Tell each browser of the person; False where there is nothing to tell, or no browser.

    Raises NotTaken when there are browsers and none of their services took the message.
    """
    words = _words(delivery)
    browsers = list(delivery.person.push_subscriptions.all())
    if words is None or not browsers:
        return False
    statuses = [_tell(browser, words, now) for browser in browsers]
    if not any(200 <= status < 300 or status in GONE for status in statuses):
        raise NotTaken(f"push services answered {', '.join(map(str, statuses))}")
    return True


def _words(delivery: Delivery) -> bytes | None:
    """What the browser will show, if it is still unread and still for this person to see."""
    if delivery.notice is None:
        return None
    person = delivery.person
    with translation.override(person.language):
        line = inbox.unread_with(person, delivery.notice)
    if line is None:
        return None
    return _as_words(
        title=line.said[:MOST_WORDS],
        body=(line.subject.title or line.subject.excerpt)[:MOST_WORDS],
        address=line.address,
        tag=f"notice-{delivery.notice.about_id or line.pk}",  # takes the place of the one before
    )


def hint(person: Person, *, now: datetime) -> None:
    """Tell the browsers of `person` that something is in their inbox, and no more."""
    with translation.override(person.language):
        title = str(REASONS[HINT].said)
    words = _as_words(title=title, body="", address="/inbox/", tag="inbox")
    for browser in person.push_subscriptions.all():
        _tell(browser, words, now)


def _as_words(**shown: str) -> bytes:
    return json.dumps(shown, ensure_ascii=False).encode()


def _tell(browser: PushSubscription, words: bytes, now: datetime) -> int:
    """The status the push service answers; 0 when it cannot be reached."""
    try:
        status = _deliver(browser.endpoint, sealed(browser, words), now)
    except (OSError, HTTPException, ValueError):
        return 0
    if status in GONE:
        actions.stop_push(subscription=browser, now=now)
    return status


def sealed(browser: PushSubscription, words: bytes) -> bytes:
    """`words`, which only this browser can open (aes128gcm)."""
    return bytes(
        http_ece.encrypt(
            words,
            salt=os.urandom(16),
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_bytes(browser.public_key),
            auth_secret=_bytes(browser.secret),
            version="aes128gcm",
        )
    )


def authorisation(endpoint: str, *, now: datetime) -> str:
    """The header by which a push service knows this house."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        "exp": int(now.timestamp()) + 12 * 3600,
        "sub": f"mailto:{settings.DEFAULT_FROM_EMAIL.rpartition('<')[2].rstrip('>')}",
    }
    head = {"typ": "JWT", "alg": "ES256"}
    signed = ".".join(keys.base64url(json.dumps(part).encode()) for part in (head, claims))
    return f"vapid t={signed}.{keys.sign(signed.encode())}, k={keys.public_key()}"


def _deliver(endpoint: str, content: bytes, now: datetime) -> int:
    """Send it, to a public address only: people give these addresses, and the house calls them."""
    parts = urlsplit(endpoint)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _reachable(host, port)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(host, port, timeout=TIMEOUT)
    # Connect to the address that was looked at, not to what a second look-up may say.
    connection._create_connection = lambda _, *rest, **more: socket.create_connection(  # type: ignore[attr-defined]
        (address, port), *rest, **more
    )
    headers = {
        "Authorization": authorisation(endpoint, now=now),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(LIVES),
        "Urgency": "normal",
    }
    try:
        connection.request("POST", f"{parts.path}?{parts.query}".rstrip("?"), content, headers)
        return connection.getresponse().status
    finally:
        connection.close()


def _reachable(host: str, port: int) -> str:
    """An address of `host`. Raises OSError when it is inside the network, or there is none."""
    address = str(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0])
    if not ipaddress.ip_address(address).is_global and not settings.PUSH_INSIDE:
        raise OSError(f"{host} is inside the network")
    return address


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
