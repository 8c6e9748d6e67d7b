"""The loop that keeps followers up with the ledger, with the jobs beside it: `lorehouse worker`."""

import logging
import threading
import time

from django.db import DatabaseError, close_old_connections, connection

from lorehouse.ledger import followers, jobs
from lorehouse.ledger.rounds import Rounds

log = logging.getLogger(__name__)

LOOK_EVERY = 0.05  # seconds between two looks at the database
CATCH_UP_AT_LEAST_EVERY = (
    1.0  # seconds, so that a follower that waits after a failure is tried again
)


def run(stop: threading.Event) -> None:
    """Keep all followers up with the ledger, and do what is due at its time, until `stop` is set.

    A database that does not answer is waited for.
    """
    followers.discover()
    for name, task in (("jobs", jobs.run), ("waiting", _keep_up_those_who_wait)):
        threading.Thread(target=task, args=(stop,), name=name, daemon=True).start()
    _keep_up(stop)


def _keep_up_those_who_wait(stop: threading.Event) -> None:
    _keep_up(stop, waiting=True)


def _keep_up(stop: threading.Event, *, waiting: bool = False) -> None:
    while not stop.is_set():
        try:
            _follow(stop, waiting=waiting)
        except DatabaseError:
            log.exception("the worker lost the database and tries again")
            close_old_connections()
            stop.wait(1)


def _follow(stop: threading.Event, *, waiting: bool) -> None:
    rounds = Rounds(waiting=waiting)
    while not stop.is_set():
        seen, looked = change_counter(), time.monotonic()
        if rounds.go():
            continue
        while not stop.wait(LOOK_EVERY):
            if change_counter() != seen or time.monotonic() - looked > CATCH_UP_AT_LEAST_EVERY:
                break


def change_counter() -> int:
    """A number that differs when another connection may have committed something.

    SQLite keeps one (a few microseconds to read); on PostgreSQL it is the transaction horizon.
    """
    question = (
        "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
        if connection.vendor == "postgresql"
        else "PRAGMA data_version"
    )
    with connection.cursor() as cursor:
        cursor.execute(question)
        return int(cursor.fetchone()[0])
