"""Followers: in order, at least once, none held up by another."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lorehouse.ledger import book, followers
from lorehouse.ledger.facts import Fact
from lorehouse.ledger.models import Bookmark, Entry, Parked
from lorehouse.ledger.rounds import Rounds


@dataclass(frozen=True, kw_only=True)
class SeedSown(Fact):
    """A fact for these tests."""

    name = "tests.seed_sown"
    seed: int


@dataclass(frozen=True, kw_only=True)
class SeedCounted(Fact):
    """Another fact for these tests."""

    name = "tests.seed_counted"
    seed: int


@pytest.fixture
def others_away(monkeypatch):
    """Only the followers of a test."""
    monkeypatch.setattr(followers, "FOLLOWERS", {})


@pytest.fixture
def seen(others_away):
    """What a follower called `reader` has taken in; it stumbles over seeds named in `stones`."""
    taken = Taken()

    @followers.follows(SeedSown, name="reader", batch=3)
    def read(batch):
        for told in batch:
            if told.fact.seed in taken.stones:
                raise ValueError(f"a stone at {told.fact.seed}")
        taken.seeds += [told.fact.seed for told in batch]

    return taken


class Taken:
    def __init__(self):
        self.seeds, self.stones = [], set()


def sow(now, *seeds):
    with transaction.atomic():
        for seed in seeds:
            book.record(SeedSown(seed=seed), by=None, at=now)


def test_facts_come_in_order_and_once(db, seen, now):
    sow(now, 1, 2, 3, 4, 5)
    followers.run_dry()
    sow(now, 6)
    followers.run_dry()

    assert seen.seeds == [1, 2, 3, 4, 5, 6]


def test_a_fact_is_kept_exactly_if_the_change_is(db, seen, now):
    with pytest.raises(RuntimeError), transaction.atomic():
        book.record(SeedSown(seed=1), by=None, at=now)
        raise RuntimeError
    followers.run_dry()

    assert seen.seeds == []
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_facts_are_recorded_only_inside_a_transaction(now):
    with pytest.raises(transaction.TransactionManagementError):
        book.record(SeedSown(seed=1), by=None, at=now)


def test_a_failing_follower_waits_longer_each_time_and_goes_on_when_it_can(db, seen, now):
    seen.stones = {2}
    sow(now, 1, 2, 3)
    follower = followers.FOLLOWERS["reader"]
    followers.advance(follower, now=now)
    assert seen.seeds == [1]
    followers.advance(follower, now=now)  # waits: nothing is tried before its time
    (standing,) = followers.standings()
    assert (standing.failures, standing.error) == (1, "ValueError: a stone at 2")
    assert standing.unread == 2

    seen.stones = set()
    followers.advance(follower, now=now + timedelta(seconds=2))
    assert seen.seeds == [1, 2, 3]


def test_what_cannot_be_taken_in_is_parked_and_the_rest_goes_on(db, seen, now):
    seen.stones = {2}
    sow(now, 1, 2, 3)
    for hours in range(10):
        followers.catch_up(now=now + timedelta(hours=hours))

    assert seen.seeds == [1, 3]
    assert Parked.objects.get().error == "ValueError: a stone at 2"
    assert [one.parked for one in followers.standings()] == [1]

    seen.stones = set()
    assert followers.retry_parked(now=now) == 1
    assert seen.seeds == [1, 3, 2]
    assert not Parked.objects.exists()


def test_one_that_fails_does_not_hold_the_others(db, seen, now):
    heard = []

    @followers.follows(SeedSown, name="another")
    def hear(batch):
        heard.extend(told.fact.seed for told in batch)

    seen.stones = {1}
    sow(now, 1, 2)
    followers.catch_up(now=now)

    assert seen.seeds == []
    assert heard == [1, 2]


def test_a_crash_after_the_work_repeats_it_and_loses_nothing(db, seen, now, monkeypatch):
    sow(now, 1, 2)
    monkeypatch.setattr(followers, "_move", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        followers.catch_up(now=now)
    monkeypatch.undo()
    followers.run_dry()

    assert sorted(set(seen.seeds)) == [1, 2]


def test_where_a_follower_is_after_a_rebuild(db, seen, now):
    sow(now, 1, 2)
    followers.skip_to("reader", book.latest(), now=now)
    sow(now, 3)
    followers.run_dry()

    assert seen.seeds == [3]


def test_a_slow_follower_does_not_hold_up_a_quick_one(db, others_away, now, monkeypatch):
    clock, slow, quick = [0.0], [], []
    monkeypatch.setattr(followers, "monotonic", lambda: clock[0])

    @followers.follows(SeedSown, name="slow", batch=1)
    def ponder(batch):
        clock[0] += followers.TURN
        slow.extend(batch)

    followers.follows(SeedSown, name="quick", batch=1)(quick.extend)
    sow(now, 1, 2, 3, 4, 5)
    followers.catch_up(now=now)

    assert [len(slow), len(quick)] == [1, 5]


def test_one_who_waits_for_the_world_outside_has_a_thread_of_its_own(db, others_away, now):
    read = {"outside": [], "inside": []}
    followers.follows(SeedSown, name="outside", waits=True)(read["outside"].extend)
    followers.follows(SeedSown, name="inside")(read["inside"].extend)
    sow(now, 1)

    followers.catch_up(now=now)
    assert [len(read["inside"]), len(read["outside"])] == [1, 0]
    followers.catch_up(now=now, waiting=True)
    assert len(read["outside"]) == 1


def test_rounds_ask_only_those_who_have_something_to_read(db, seen, now):
    @followers.follows(SeedCounted, name="another")
    def count(batch):
        raise AssertionError("nobody counted")

    rounds = Rounds()
    sow(now, 1)
    assert [rounds.go(), rounds.go()] == [1, 0]
    with CaptureQueriesContext(connection) as asked:
        assert rounds.go() == 0
    assert len(asked) == 1
    sow(now, 2)
    assert rounds.go() == 1
    assert seen.seeds == [1, 2]


def test_rounds_come_back_to_one_who_stumbled(db, seen, now):
    seen.stones = {1}
    rounds = Rounds()
    sow(now, 1)
    rounds.go()
    seen.stones = set()
    Bookmark.objects.update(retry_at=now)

    assert rounds.go() == 1
