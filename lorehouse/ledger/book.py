"""Writing facts down, and reading them in order."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from lorehouse.ledger.facts import KINDS, Fact
from lorehouse.ledger.models import Entry
from lorehouse.lib import rows

Place = tuple[int, int]
START: Place = (0, 0)
NEWEST = """
    SELECT "transaction" AS number, id FROM ledger_entry
    ORDER BY "transaction" DESC, id DESC LIMIT 1
"""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A fact as a follower meets it: what happened, who did it, when, its place in the ledger."""

    fact: Fact
    actor_id: int | None
    at: datetime
    place: Place

    @property
    def entry_id(self) -> int:
        """The ledger row's id."""
        return self.place[1]


def record(fact: Fact, *, by: AbstractBaseUser | None, at: datetime) -> None:
    """Write `fact` down in the caller's transaction, so that it is kept exactly if the change is.

    Raises TransactionManagementError outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record facts inside transaction.atomic()")
    Entry.objects.create(
        transaction=_this_transaction(),
        name=fact.name,
        data=asdict(fact),
        actor_id=by.pk if by else None,
        at=at,
    )


def record_all(happened: Iterable[tuple[Fact, AbstractBaseUser | None, datetime]]) -> None:
    """Write many facts down at once, each with who did it and when; otherwise as `record`."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("record facts inside transaction.atomic()")
    number = _this_transaction()
    Entry.objects.bulk_create(
        Entry(
            transaction=number,
            name=fact.name,
            data=asdict(fact),
            actor_id=by.pk if by else None,
            at=at,
        )
        for fact, by, at in happened
    )


def read(names: Iterable[str], *, after: Place, limit: int) -> list[Told]:
    """At most `limit` facts of these kinds behind `after`, in the ledger's order."""
    found = settled().filter(name__in=list(names)).filter(_behind(after))
    return [
        Told(
            fact=KINDS[row.name](**row.data),
            actor_id=row.actor_id,
            at=row.at,
            place=(row.transaction, row.pk),
        )
        for row in found.order_by("transaction", "id")[:limit]
    ]


def names(*, after: Place) -> set[str]:
    """The kinds of the facts behind `after`."""
    return set(settled().filter(_behind(after)).values_list("name", flat=True).distinct())


def unread(names: Iterable[str], *, after: Place) -> tuple[int, datetime | None]:
    """How many facts of these kinds are behind `after`, and when the oldest of them happened."""
    found = Entry.objects.filter(name__in=list(names)).filter(_behind(after))
    oldest = found.order_by("transaction", "id").values_list("at", flat=True).first()
    return found.count(), oldest


def latest() -> Place:
    """The place of the newest fact that may be read; START when there is none.

    Pages that go on being told what happens ask this each time, so it is named SQL where it can be.
    """
    if connection.vendor == "sqlite":
        found = rows.fetch(NEWEST, {})
        return (found[0].number, found[0].id) if found else START
    newest = settled().order_by("-transaction", "-id").values_list("transaction", "id").first()
    return newest or START


def settled() -> QuerySet[Entry]:
    """Entries that no entry still to be committed can precede.

    PostgreSQL hands ids out before commit, so a row may appear behind one that was read already.
    Below the oldest transaction still running nothing can appear any more. SQLite commits
    one writer after the other, so all its rows are settled.
    """
    if connection.vendor != "postgresql":
        return Entry.objects.all()
    horizon = RawSQL("pg_snapshot_xmin(pg_current_snapshot())::text::bigint", ())
    return Entry.objects.filter(transaction__lt=horizon)


def _behind(place: Place) -> Q:
    number, entry_id = place
    return Q(transaction__gt=number) | Q(transaction=number, pk__gt=entry_id)


def _this_transaction() -> Any:
    if connection.vendor != "postgresql":
        return 0
    return RawSQL("pg_current_xact_id()::text::bigint", ())
