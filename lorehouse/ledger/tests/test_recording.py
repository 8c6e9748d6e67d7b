"""Facts written down one by one or many at once read the same."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction

from lorehouse.ledger import book
from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class BellRung(Fact):
    """The bell was rung so many times."""

    name = "tests.bell_rung"
    times: int


def test_many_facts_at_once_keep_their_order_their_actors_and_their_times(db, alice, now):
    later = now + timedelta(hours=1)
    happened = [
        (BellRung(times=1), alice, now),
        (BellRung(times=2), None, later),
        (BellRung(times=3), alice, later),
    ]

    book.record_all(happened)

    told = book.read(["tests.bell_rung"], after=book.START, limit=9)
    assert [(one.fact, one.actor_id, one.at) for one in told] == [
        (fact, person and person.pk, at) for fact, person, at in happened
    ]


@pytest.mark.django_db(transaction=True)
def test_many_facts_are_recorded_only_inside_a_transaction(now):
    with pytest.raises(transaction.TransactionManagementError):
        book.record_all([(BellRung(times=1), None, now)])
