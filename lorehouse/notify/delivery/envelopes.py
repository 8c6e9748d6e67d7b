"""Letters as mail: addresses and headers, so that each can be answered, gathered and stopped."""

import secrets
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.crypto import salted_hmac

from lorehouse.notify import tokens
from lorehouse.notify.delivery.letters import Letter, full
from lorehouse.notify.models import Delivery
from lorehouse.people.models import Person


def post(delivery: Delivery, letter: Letter, connection: BaseEmailBackend) -> None:
    """Hand a letter to the mail server; raises what the server refuses."""
    message(delivery, letter, connection).send()


def post_to(person: Person, letter: Letter, connection: BaseEmailBackend) -> None:
    """Hand a letter to the mail server of which the house keeps nothing."""
    _enveloped(person, secrets.token_hex(16), letter, connection).send()


def message(
    delivery: Delivery, letter: Letter, connection: BaseEmailBackend | None = None
) -> EmailMultiAlternatives:
    """The mail: plain text and HTML, with one-click unsubscribing (RFC 8058).

    A second try bears the same Message-ID, by which mail servers and programs know it again.
    """
    return _enveloped(delivery.person, mark(delivery.key), letter, connection)


def _enveloped(
    person: Person, word: str, letter: Letter, connection: BaseEmailBackend | None
) -> EmailMultiAlternatives:
    stop = full(f"/unsubscribe/{tokens.unsubscribe_word(person, letter.topic)}/")
    headers = {
        "Message-ID": f"<{word}@{host()}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"Lorehouse <{letter.topic.replace(':', '-')}.{host()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if letter.thread:
        headers["References"] = f"<{letter.thread}@{host()}>"
    made = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [person.email],
        connection=connection,
        headers=headers,
        reply_to=[letter.reply_to] if letter.reply_to else None,
    )
    made.attach_alternative(letter.html, "text/html")
    return made


def mark(key: str) -> str:
    """A word for a delivery that says nothing about it and is always the same."""
    return salted_hmac("notify.message", key, algorithm="sha256").hexdigest()[:32]


def host() -> str:
    """The name of this house in the world of mail."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"
