"""Making and revoking access tokens."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.connect import facts
from lorehouse.connect.models import Token
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed
from lorehouse.people.models import Person

PREFIX = "lore_"


@transaction.atomic
def make_token(*, person: Person, name: str = "", now: datetime) -> tuple[Token, str]:
    """A new token for `person`, and the word itself, which is shown once and not kept."""
    word = PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=person, name=name.strip()[:80] or "token", digest=digest(word), made_at=now
    )
    book.record(facts.TokenMade(token_id=token.pk), by=person, at=now)
    return token, word


@transaction.atomic
def revoke_token(*, by: Person, token: Token, now: datetime) -> None:
    """Let a token open nothing any more."""
    if token.person_id != by.pk and not by.is_admin:
        raise NotAllowed(gettext("You can revoke only your own tokens."))
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        book.record(facts.TokenRevoked(token_id=token.pk), by=by, at=now)


def digest(word: str) -> str:
    """What is kept of a token's word. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(word.encode()).hexdigest()
