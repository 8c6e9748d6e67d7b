"""No ranking uses anybody's position: the fields are shuffled and every order stays."""

import inspect
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.bridge import catching_up, results
from lorehouse.bridge.results import Question
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Group
from lorehouse.items import actions as items
from lorehouse.items import lists
from lorehouse.items import ranking as items_ranking
from lorehouse.items.models import Item, Tag
from lorehouse.items.views.shelf import counted_tags
from lorehouse.ledger import followers
from lorehouse.library import actions as library
from lorehouse.library.models import Article
from lorehouse.people import actions as people
from lorehouse.people.models import Person
from lorehouse.search import ranking as search_ranking
from lorehouse.stream import actions as stream
from lorehouse.stream.feed import SORTS, Wish, choosing, feed, interests, questions, reasons
from lorehouse.stream.thread import Part, thread

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
def house(members, alice, bob, mona, erin, ada, carol, gardeners, space, article, now):
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
    gather({"alice": alice, "bob": bob, "erin": erin, "ada": ada}, gardeners, now)
    kept = items.open_list(keeper=erin, title="Plums", audience=members, now=now)
    for root in Item.objects.roots().filter(title__contains="plum").order_by("-pk"):
        items.put_on_list(keeper=erin, kept=kept, item=root, now=now)
    followers.discover()
    followers.run_dry()
    departments = [people.found_department(by=ada, name=name, now=now) for name in ("A", "B")]
    return {"reader": bob, "departments": departments, "now": now, "list": kept}


def gather(somebody, gardeners, now):
    """What the reader's own feeds have: a group's talk, a followed tag and person, peers' votes."""
    alice, bob = somebody["alice"], somebody["bob"]
    for name in ("erin", "ada"):
        groups.invite(inviter=alice, group=gardeners, person=somebody[name], now=now)
        groups.join(person=somebody[name], group=gardeners, now=now)
    for place in range(3):
        note = stream.write_note(
            author=somebody["ada"], audience=gardeners.audience, body=f"Bed {place}",
            tags=["beds"], now=now + timedelta(minutes=place),
        )  # fmt: skip
        vote([alice, somebody["erin"]][: place % 3], note, now)
    groups.follow(person=bob, kind="person", target_id=somebody["erin"].pk, now=now)
    beds = Tag.objects.get(name="beds")
    groups.follow(person=bob, kind="tag", target_id=beds.pk, now=now)


def vote(voters, item, now):
    """Votes of those who may."""
    for voter in voters:
        if voter.pk != item.author_id:
            items.vote(voter=voter, item=item, value=1, now=now)


def orders(house):
    """Every ranked surface there is, as lists of ids."""
    reader, now = Person.objects.get(pk=house["reader"].pk), house["now"]
    found = feeds(reader, now)
    root = Item.objects.filter(kind="question").order_by("pk").last()
    for sort in ("best", "oldest", "newest"):
        shown = thread(reader, root.pk, Part(sort=sort))
        found[f"replies {sort}"] = [one.pk for one in shown.replies]
    found["list"] = [one.item_id for one in lists.entries_of(house["list"], reader).rows]
    found["lists"] = [one.pk for one in lists.lists_for(reader).others]
    found["tags"] = [one["name"] for one in counted_tags(reader, most=50)]
    for words in ("soil for plums", "loam grit", "figs"):
        page = results.find(reader, Question(q=words), now=now, limit=30)
        found[f"search {words}"] = [(one.id, one.score) for one in page.results]
        found[f"similar {words}"] = [one.id for one in results.similar(reader, words, now=now)]
    missed = catching_up.missed(reader, now=now + timedelta(days=1))
    found["essential"] = [one.ref for one in missed.essential]
    found["suggest"] = [one.id for one in results.suggest(reader, "which so", now=now)]
    return found


def feeds(reader, now):
    """Each feed, whole and of a group, a tag, a person and a time, with the reasons it gives."""
    wishes = {sort: {"sort": sort} for sort in SORTS}
    wishes |= {f"tag {sort}": {"sort": sort, "tag": "beds"} for sort in ("latest", "hot", "top")}
    wishes |= {f"top of {days} days": {"sort": "top", "days": days} for days in (7, 365)}
    audience = Group.objects.get(slug="gardeners").audience_id
    wishes |= {f"group {sort}": {"sort": sort, "group": audience} for sort in ("hot", "for-you")}
    wishes["person"] = {"sort": "hot", "person": Person.objects.get(handle="erin").pk}
    found = {}
    for name, wish in wishes.items():
        days = wish.pop("days", None)
        since = now - timedelta(days=days) if days else None
        cards = feed(reader, Wish(since=since, **wish)).cards
        found[f"feed {name}"] = [(card.pk, card.reason) for card in cards]
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

    after = orders(house)
    assert {name: after[name] for name in before if after[name] != before[name]} == {}


@pytest.mark.parametrize(
    "module", [items_ranking, search_ranking, choosing, interests, questions, reasons]
)
def test_no_input_of_a_formula_is_somebodys_position(module):
    words = set(re.findall(r"[a-z_]+", inspect.getsource(module).split('"""', 2)[2]))

    assert not words & {"role", "position", "department", "seniority", "standing", "joined_at"}


TITLE = "Head of Everything"


@pytest.fixture
def titled(house):
    """Everybody has a position and wants it shown."""
    Person.objects.update(position=TITLE, show_position=True)
    return Person.objects.get(handle="mona")


@pytest.mark.parametrize(
    "path",
    [f"/stream/?sort={sort}" for sort in SORTS]
    + ["/stream/{question}/", "/items/{question}/reactions", "/items/{question}/lists/"]
    + ["/lists/", "/lists/{list}/", "/tags/beds/", "/reviews/", "/reviews/{proposal}/"]
    + ["/search/?q=plums", "/suggest/similar?q=plums", "/"],
)
def test_no_position_is_shown_where_one_judges_or_reviews(client, titled, house, erin, path):
    change = library.save(
        writer=house["reader"],
        article=Article.objects.get(),
        title="Potting figs",
        body="# Soil\n\nAll loam.",
        now=house["now"],
    )
    library.submit(writer=house["reader"], proposal=change, now=house["now"])
    values = {
        "question": Item.objects.filter(kind="question").order_by("pk").last().pk,
        "list": house["list"].pk,
        "proposal": change.pk,
    }
    client.force_login(Person.objects.get(pk=erin.pk))
    page = client.get(path.format(**values), follow=True)

    assert page.status_code == 200
    assert TITLE not in page.text


def test_a_profile_shows_a_position_only_if_its_person_wants_that(client, titled, house):
    client.force_login(titled)
    assert TITLE in client.get("/people/erin/").text
    Person.objects.update(show_position=False)
    assert TITLE not in client.get("/people/erin/").text
