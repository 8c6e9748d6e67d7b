"""Those who follow the ledger: each with its own bookmark, at least once, in order."""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

from lorehouse.ledger import book
from lorehouse.ledger.book import Told
from lorehouse.ledger.facts import KINDS, Fact
from lorehouse.ledger.models import Bookmark, Parked

log = logging.getLogger(__name__)

Handler = Callable[[Sequence[Told]], None]
FOLLOWERS: dict[str, "Follower"] = {}

TRIES_BEFORE_PARKING = 5
FIRST_WAIT = timedelta(seconds=1)  # doubled at each further failure
TURN = 0.2  # seconds that one follower may take before the next has its turn


@dataclass(frozen=True, kw_only=True)
class Follower:
    """A function that is given batches of facts. It must bear to be given a fact twice.

    `waits` says that it waits for something outside the house, such as another web site.
    """

    name: str
    facts: frozenset[str]
    handler: Handler
    batch: int
    waits: bool = False


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a follower is: its last entry, how many wait, since when, and what went wrong."""

    follower: str
    entry_id: int
    unread: int
    oldest_unread: datetime | None
    failures: int
    error: str
    parked: int


def follows(
    *kinds: type[Fact], name: str, batch: int = 500, waits: bool = False
) -> Callable[[Handler], Handler]:
    """Have the decorated function called with every fact of these kinds, in order, in batches.

    A fact can come twice (after a crash), never out of order, except one that was parked. Those
    with `waits` are called in a thread of their own, so that nobody else waits with them.
    """

    def register(handler: Handler) -> Handler:
        names = frozenset(kind.name for kind in kinds)
        FOLLOWERS[name] = Follower(
            name=name, facts=names, handler=handler, batch=batch, waits=waits
        )
        return handler

    return register


def discover() -> None:
    """Load the `facts` and `followers` of every room."""
    autodiscover_modules("facts")
    autodiscover_modules("followers")


def catch_up(*, waiting: bool = False, now: datetime | None = None) -> int:
    """Give each follower its turn; return how many facts were given.

    A turn has an end in time, not in facts: one that is slow at its facts holds up a quick one
    no longer than a quick one holds up it. `waiting` asks for those who wait, or for the others.
    """
    chosen = [each for each in FOLLOWERS.values() if each.waits == waiting]
    return sum(turn(follower, now=now) for follower in chosen)


def turn(follower: Follower, *, now: datetime | None = None) -> int:
    """Give `follower` batches until it has read everything or its turn is over.

    Returns how many facts it took.
    """
    over = monotonic() + TURN
    taken = 0
    while True:
        given = advance(follower, now=now or timezone.now())
        taken += given
        if given < follower.batch or monotonic() >= over:
            return taken


def run_dry() -> None:
    """Let all followers read until nothing is left that they can take in now."""
    while catch_up() + catch_up(waiting=True):
        pass


def advance(follower: Follower, *, now: datetime) -> int:
    """Give `follower` its next batch, unless it waits after a failure; return how many it took."""
    bookmark, _ = Bookmark.objects.get_or_create(follower=follower.name)
    if bookmark.retry_at and bookmark.retry_at > now:
        return 0
    told = book.read(
        follower.facts, after=(bookmark.transaction, bookmark.entry_id), limit=follower.batch
    )
    if not told:
        return 0
    if bookmark.failures == 0 and _taken(follower, told) is None:
        _move(bookmark, told[-1], now)
        return len(told)
    return _one_by_one(follower, bookmark, told, now)


def stumbled(follower: Follower) -> bool:
    """Whether it failed at its next fact, which waits to be tried again."""
    return Bookmark.objects.filter(follower=follower.name, failures__gt=0).exists()


def standings() -> Iterator[Standing]:
    """Where each follower is."""
    for follower in FOLLOWERS.values():
        bookmark = Bookmark.objects.filter(follower=follower.name).first() or Bookmark()
        waiting, oldest = book.unread(
            follower.facts, after=(bookmark.transaction, bookmark.entry_id)
        )
        yield Standing(
            follower=follower.name,
            entry_id=bookmark.entry_id,
            unread=waiting,
            oldest_unread=oldest,
            failures=bookmark.failures,
            error=bookmark.error,
            parked=Parked.objects.filter(follower=follower.name).count(),
        )


def retry_parked(*, now: datetime) -> int:
    """Give every parked fact to its follower once more; return how many were taken in."""
    taken = 0
    for parked in Parked.objects.select_related("entry").order_by("entry_id"):
        follower, entry = FOLLOWERS.get(parked.follower), parked.entry
        if follower is None:
            continue
        told = Told(
            fact=KINDS[entry.name](**entry.data),
            actor_id=entry.actor_id,
            at=entry.at,
            place=(entry.transaction, entry.pk),
        )
        reason = _taken(follower, [told])
        if reason is None:
            parked.delete()
            taken += 1
        else:
            Parked.objects.filter(pk=parked.pk).update(error=reason, at=now)
    return taken


def skip_to(follower: str, place: book.Place, *, now: datetime) -> None:
    """Move a bookmark to `place`: what follows was rebuilt from the database up to there."""
    Bookmark.objects.update_or_create(
        follower=follower,
        defaults={
            "transaction": place[0],
            "entry_id": place[1],
            "moved_at": now,
            "failures": 0,
            "retry_at": None,
            "error": "",
        },
    )


def _one_by_one(follower: Follower, bookmark: Bookmark, batch: list[Told], now: datetime) -> int:
    """Find the fact that fails: those before it are taken in, it is tried again later or parked."""
    for count, told in enumerate(batch):
        reason = _taken(follower, [told])
        if reason is not None:
            _stumble(follower, bookmark, told, reason, now)
            return count
        _move(bookmark, told, now)
    return len(batch)


def _taken(follower: Follower, batch: list[Told]) -> str | None:
    """Hand `batch` over; return what went wrong, None when all went well."""
    try:
        follower.handler(batch)
    except Exception as reason:  # noqa: BLE001  whatever a follower raises must not hold the others
        log.warning("%s failed at entry %s: %r", follower.name, batch[0].entry_id, reason)
        return f"{type(reason).__name__}: {reason}"
    return None


def _move(bookmark: Bookmark, told: Told, now: datetime) -> None:
    bookmark.transaction, bookmark.entry_id = told.place
    bookmark.moved_at, bookmark.retry_at = now, None
    bookmark.failures, bookmark.error = 0, ""
    bookmark.save()


@transaction.atomic
def _stumble(
    follower: Follower, bookmark: Bookmark, told: Told, reason: str, now: datetime
) -> None:
    """Count the failure and wait, or, after TRIES_BEFORE_PARKING, park the fact and go on."""
    bookmark.failures += 1
    bookmark.error = reason
    if bookmark.failures < TRIES_BEFORE_PARKING:
        bookmark.retry_at = now + FIRST_WAIT * 2 ** (bookmark.failures - 1)
        bookmark.save()
        return
    Parked.objects.update_or_create(
        follower=follower.name, entry_id=told.entry_id, defaults={"error": reason, "at": now}
    )
    log.error("%s parked entry %s: %s", follower.name, told.entry_id, reason)
    _move(bookmark, told, now)
