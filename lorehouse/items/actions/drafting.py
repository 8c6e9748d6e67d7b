"""Keeping what is half-written."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import facts
from lorehouse.items.models import Draft
from lorehouse.ledger import book
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person

LARGEST = 1_200_000  # characters over all fields


@transaction.atomic
def save_draft(*, writer: Person, key: str, fields: dict[str, str], now: datetime) -> Draft:
    """Keep what `writer` has typed into the form called `key`; it replaces what was kept before."""
    if not key or len(key) > 120:
        raise Unfit(gettext("A draft's key has 1 to 120 characters."))
    if sum(map(len, fields.values())) > LARGEST:
        raise Unfit(gettext("This is too long to be kept."))
    draft, _ = Draft.objects.update_or_create(
        writer=writer, key=key, defaults={"fields": fields, "saved_at": now}
    )
    book.record(facts.DraftSaved(draft_id=draft.pk), by=writer, at=now)
    return draft


@transaction.atomic
def drop_draft(*, writer: Person, key: str, now: datetime) -> None:
    """Forget a draft: it was posted, or its writer threw it away."""
    for draft in Draft.objects.filter(writer=writer, key=key):
        fact = facts.DraftDropped(draft_id=draft.pk)
        draft.delete()
        book.record(fact, by=writer, at=now)
