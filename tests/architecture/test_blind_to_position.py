"""No ranking uses anybody's position: the fields are shuffled and every order stays."""

import inspect
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.bridge import results
from lorehouse.bridge.results import Question
from lorehouse.items import actions as items
from lorehouse.items import ranking as items_ranking
from lorehouse.ledger import followers
from lorehouse.library import actions as library
from lorehouse.people import actions as people
from lorehouse.people.models import Person
from lorehouse.search import ranking as search_ranking
from lorehouse.stream import actions as stream
from lorehouse.stream.feed import SORTS, Wish, feed

POSITIONS = st.lists(
    st.tuples(
        st.sampled_from(Person.Role.values),
        st.sampled_from(["", "Intern", "Chief Executive"]),
        st.booleans(),
        st.sampled_from([None, 0, 1]),
        st.integers(0, 4000),
    ),
    min_size=6,
    max_size=6,
)


@pytest.fixture
def house(members, alice, bob, mona, erin, ada, carol, space, article, now):
    """Talk and articles of several people, voted on in several ways, and indexed."""
    writers = [alice, bob, mona, erin, ada]
    for place, writer in enumerate(writers):
        at = now + timedelta(hours=place)
        question = stream.ask(
            asker=writer,
            audience=members,
            title=f"Which soil for plum number {place}?",
            now=at,
            body="Loam and grit and water for plums.",
        )
        for other in writers:
            if other != writer:
                answer = stream.answer(
                    author=other, question=question, body="Plums want loam and grit.", now=at
                )
                vote(writers[: place % 3], answer, at)
        vote(writers[: place % 4], question, at)
    library.leave_field_note(
        author=bob, article=article, outcome="worked", body="Plums too.", now=now
    )
    followers.discover()
    followers.run_dry()
    departments = [people.found_department(by=ada, name=name, now=now) for name in ("A", "B")]
    return {"reader": bob, "departments": departments, "now": now}


def vote(voters, item, now):
    """Votes of those who may."""
    for voter in voters:
        if voter.pk != item.author_id:
            items.vote(voter=voter, item=item, value=1, now=now)


def orders(house):
    """Every ranked surface there is, as lists of ids."""
    reader, now = Person.objects.get(pk=house["reader"].pk), house["now"]
    found = {
        f"feed {sort}": [card.pk for card in feed(reader, Wish(sort=sort)).cards] for sort in SORTS
    }
    for words in ("soil for plums", "loam grit", "figs"):
        page = results.find(reader, Question(q=words), now=now, limit=30)
        found[f"search {words}"] = [(one.id, one.score) for one in page.results]
        found[f"similar {words}"] = [one.id for one in results.similar(reader, words, now=now)]
    found["suggest"] = [one.id for one in results.suggest(reader, "which so", now=now)]
    return found


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(positions=POSITIONS)
def test_orders_stay_when_positions_are_shuffled(house, positions):
    before = orders(house)
    assert all(before.values()), "an empty order could not change"
    everybody = Person.objects.order_by("pk")
    for person, (role, title, shown, department, days) in zip(everybody, positions, strict=False):
        Person.objects.filter(pk=person.pk).update(
            role=role,
            position=title,
            show_position=shown,
            joined_at=house["now"] - timedelta(days=days),
            department=None if department is None else house["departments"][department],
        )
    followers.run_dry()

    assert orders(house) == before


@pytest.mark.parametrize("module", [items_ranking, search_ranking])
def test_no_input_of_a_formula_is_somebodys_position(module):
    words = set(re.findall(r"[a-z_]+", inspect.getsource(module).split('"""', 2)[2]))

    assert not words & {"role", "position", "department", "seniority", "standing", "joined_at"}
