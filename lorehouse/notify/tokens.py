"""Signed words in addresses: to unsubscribe, to read feeds, to reply by mail.

Nothing of them is kept: the house's secret key proves that it made them.
"""

import base64
import hmac
import re

from django.conf import settings
from django.core import signing
from django.utils.crypto import salted_hmac

from lorehouse.notify.models import Preferences
from lorehouse.people.models import Person

UNSUBSCRIBE, FEED, REPLY = "notify.unsubscribe", "notify.feed", "notify.reply"
_REPLY_WORD = re.compile(r"([0-9a-z]+)-([0-9a-z]+)-([a-z2-7]{20})")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def unsubscribe_word(person: Person, topic: str) -> str:
    """Proves that a mail about `topic` went to `person`. It never runs out: mail is kept long."""
    return signing.Signer(salt=UNSUBSCRIBE).sign_object([person.pk, topic], compress=False)


def unsubscribing(word: str) -> tuple[Person, str] | None:
    """Whom `word` was made for and of what they want to hear no more; None when it is not ours."""
    try:
        pk, topic = signing.Signer(salt=UNSUBSCRIBE).unsign_object(word)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk).first()
    return (person, str(topic)) if person else None


def feed_word(preferences: Preferences) -> str:
    """The secret part of the person's feed addresses; another one after it is renewed."""
    return signing.Signer(salt=FEED).sign_object([preferences.person_id, preferences.feed_round])


def feed_reader(word: str) -> Person | None:
    """Whose feeds `word` opens; None when it is not ours, was renewed, or the account is closed."""
    try:
        pk, number = signing.Signer(salt=FEED).unsign_object(word)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Person.objects.filter(pk=pk, is_active=True, preferences__feed_round=number)
    return found.first()


def reply_address(person: Person, item_id: int) -> str:
    """Where `person` can send a reply to an item by mail; empty where the house takes no mail.

    Mail servers may change the case of addresses, so the word has lower case letters and digits.
    """
    local, at, domain = settings.MAIL_REPLIES.rpartition("@")
    if not at:
        return ""
    named = f"{_short(person.pk)}-{_short(item_id)}"
    return f"{local}+{named}-{_seal(named)}@{domain}"


def replying(address: str) -> tuple[int, int] | None:
    """The ids of the person and the item that a reply address was made for, if it is ours."""
    local = address.rpartition("@")[0].lower()
    match = _REPLY_WORD.fullmatch(local.rpartition("+")[2])
    if match is None:
        return None
    named = f"{match[1]}-{match[2]}"
    if not hmac.compare_digest(_seal(named), match[3]):
        return None
    return int(match[1], 36), int(match[2], 36)


def _seal(named: str) -> str:
    """100 bits that only this house can make."""
    made = salted_hmac(REPLY, named, algorithm="sha256")
    return base64.b32encode(made.digest())[:20].decode().lower()


def _short(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
