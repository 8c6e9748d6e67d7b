"""Named SQL: values, lists and times come and go as they should."""

from datetime import UTC, datetime

import pytest

from lorehouse.lib import rows
from lorehouse.people.models import Person

pytestmark = pytest.mark.django_db
NAMED = "SELECT id, name, joined_at FROM people_person WHERE id IN %(ids)s ORDER BY id"


def test_rows_have_the_names_of_their_columns():
    one = rows.fetch("SELECT 1 AS number, %(word)s AS word", {"word": "50 %"})[0]
    assert (one.number, one.word) == (1, "50 %")


def test_a_list_becomes_as_many_values_and_an_empty_one_finds_nothing():
    people = [Person.objects.create_user(f"p{n}@house.example") for n in range(3)]
    found = rows.fetch(NAMED, {"ids": {people[0].pk, people[2].pk}})
    assert [row.id for row in found] == [people[0].pk, people[2].pk]
    assert rows.fetch(NAMED, {"ids": []}) == []


@pytest.mark.parametrize("microsecond", [0, 5])
def test_times_come_back_with_their_zone(microsecond):
    moment = datetime(2026, 1, 15, 12, 30, 5, microsecond, tzinfo=UTC)
    person = Person.objects.create_user("p@house.example", joined_at=moment)
    assert rows.fetch(NAMED, {"ids": [person.pk]})[0].joined_at == moment


def test_times_are_compared_as_the_database_keeps_them():
    moment = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
    Person.objects.create_user("p@house.example", joined_at=moment)
    question = "SELECT id FROM people_person WHERE joined_at <= %(at)s"
    assert len(rows.fetch(question, {"at": rows.moment(moment)})) == 1
    assert rows.fetch(question, {"at": rows.moment(moment.replace(hour=11))}) == []
