"""The order of the ledger with two transactions open at once, on both databases."""

import threading
import time

import pytest
from django.db import connection, connections, transaction

from lorehouse.ledger import book, followers
from lorehouse.ledger.tests.test_followers import SeedSown

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def read_so_far(monkeypatch):
    """What a follower has taken in, in order."""
    monkeypatch.setattr(followers, "FOLLOWERS", {})
    seeds = []

    @followers.follows(SeedSown, name="reader")
    def read(batch):
        seeds.extend(told.fact.seed for told in batch)

    return seeds


def settled(read_so_far, count):
    """What was read once `count` facts were; other tests on the server may hold it up."""
    deadline = time.monotonic() + 60
    while len(read_so_far) < count and time.monotonic() < deadline:
        followers.run_dry()
        time.sleep(0.05)
    return read_so_far


class Writer(threading.Thread):
    """Records one fact and holds its transaction open until it is told to commit."""

    def __init__(self, seed, now):
        super().__init__(daemon=True)
        self.seed, self.now = seed, now
        self.recorded, self.may_commit = threading.Event(), threading.Event()

    def run(self):
        try:
            with transaction.atomic():
                book.record(SeedSown(seed=self.seed), by=None, at=self.now)
                self.recorded.set()
                assert self.may_commit.wait(120)
        finally:
            connections.close_all()

    def commit(self):
        self.may_commit.set()
        self.join(20)


@pytest.mark.services
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
def test_postgresql_a_row_that_commits_late_is_not_skipped(read_so_far, now):
    early, late = Writer(1, now), Writer(2, now)
    early.start()
    assert early.recorded.wait(10)
    late.start()
    assert late.recorded.wait(10)
    late.commit()  # the row with the higher id is there, the one with the lower is not yet

    followers.run_dry()
    assert read_so_far == []  # nothing is read beyond a transaction that is still open
    early.commit()
    assert settled(read_so_far, 2) == [1, 2]


@pytest.mark.services
@pytest.mark.skipif(connection.vendor != "postgresql", reason="about PostgreSQL")
def test_postgresql_ids_may_run_against_the_order_of_transactions(read_so_far, now):
    """The transaction that began first may get the higher id: order is (transaction, id)."""
    first = Writer(1, now)

    def open_first():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")

    second = Writer(2, now)
    with transaction.atomic():
        open_first()
        second.start()
        assert second.recorded.wait(10)
        second.commit()
        book.record(SeedSown(seed=0), by=None, at=now)  # higher id, earlier transaction
    first.start()
    assert first.recorded.wait(10)
    assert settled(read_so_far, 2) == [0, 2]
    first.commit()
    assert settled(read_so_far, 3) == [0, 2, 1]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite")
def test_sqlite_lets_one_writer_in_at_a_time(read_so_far, now):
    early, late = Writer(1, now), Writer(2, now)
    early.start()
    assert early.recorded.wait(10)
    late.start()
    assert not late.recorded.wait(0.3)  # it waits for the first to commit

    early.commit()
    assert late.recorded.wait(10)
    late.commit()
    followers.run_dry()
    assert read_so_far == [1, 2]
