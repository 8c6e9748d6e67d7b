"""The search page, the palette's suggestions and what is offered to whoever is about to ask."""

import pytest

from lorehouse.groups import actions as groups
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.stream import actions as stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(question, answer, article):
    """A question and its answer for the gardeners, an article for all members; found."""
    followers.discover()
    followers.run_dry()
    return question, answer, article


@pytest.fixture
def ask(client):
    def asked(person, address):
        if person is not None:
            client.force_login(person)
        return client.get(address)

    return asked


def test_both_lanes_stand_on_the_page_with_why_to_trust_them(house, ask, bob):
    page = ask(bob, "/search/?q=figs+loam").content.decode()
    assert "Potting figs" in page
    assert "Which soil for figs?" in page
    assert "<mark>loam</mark>" in page
    assert "by Erin Elm" in page or "Review due" in page
    assert "1 more in this conversation" in page


def test_filters_are_links_that_can_be_taken_away(house, ask, bob):
    page = ask(bob, "/search/?q=figs&lane=library").content.decode()
    assert "Which soil for figs?" not in page
    assert '/search/?q=figs&amp;lane=library&amp;kind=article"' in page
    assert 'title="Take this filter away"' in page


def test_a_page_without_a_question_says_how_to_ask(ask, bob):
    page = ask(bob, "/search/").content.decode()
    assert "One search over everything you can read" in page
    assert "tag:payroll" in page


def test_a_page_without_results_says_what_to_do_next(house, ask, bob):
    page = ask(bob, "/search/?q=zzyzx").content.decode()
    assert "Nothing found" in page
    assert "/stream/new/question/?title=zzyzx" in page
    filtered = ask(bob, "/search/?q=figs&kind=poll").content.decode()
    assert "Nothing fits these filters" in filtered


def test_a_misspelt_word_is_put_right_and_said(house, ask, alice, members, now):
    for n in range(2):
        stream.write_note(author=alice, audience=members, body=f"Accommodation {n}.", now=now)
    followers.run_dry()
    page = ask(alice, "/search/?q=acommodation").content.decode()
    assert "<strong>accommodation</strong>" in page


def test_a_date_that_is_none_is_told(house, ask, bob):
    page = ask(bob, "/search/?q=figs+before%3Asomeday").content.decode()
    assert "“before:someday” is no date" in page


@pytest.mark.parametrize(
    "extra", ["&from=9999999999999999999999", "&from=-1", "&from=x", "&space=%00"]
)
def test_strange_addresses_are_no_error(house, ask, bob, extra):
    assert ask(bob, f"/search/?q=figs{extra}").status_code == 200


def test_hostile_words_stay_words(house, ask, bob, alice, members, now):
    stream.write_note(
        author=alice, audience=members, body="Look: `<script>x</script>` figs", now=now
    )
    followers.run_dry()
    page = ask(bob, "/search/?q=figs+<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "<script>x" not in page


def test_the_palette_gets_things_people_and_places(house, ask, bob):
    answer = ask(bob, "/suggest/?q=pott").json()
    (things,) = answer["groups"]
    assert things["results"][0]["label"] == "Potting figs"
    assert things["results"][0]["url"] == "/library/handbook/potting-figs/"
    people = ask(bob, "/suggest/?q=alice").json()["groups"]
    assert ("person", "/people/alice/") in {
        (one["kind"], one["url"]) for group in people for one in group["results"]
    }
    assert ask(bob, "/suggest/?q=").json() == {"groups": []}


def test_whoever_asks_is_shown_what_was_asked_before(house, ask, bob, question):
    page = ask(bob, "/suggest/similar?q=Which+soil+should+figs+have").content.decode()
    assert "Which soil for figs?" in page
    without = ask(bob, f"/suggest/similar?q=Which+soil+should+figs+have&without={question.pk}")
    assert "Which soil for figs?" not in without.content.decode()


def test_outsiders_meet_nothing_on_any_of_these_pages(
    house, ask, carol, bob, gardeners, client, now
):
    addresses = [
        "/search/?q=figs+loam", "/search/?q=figs&group=gardeners", "/search/?q=tag:figs",
        "/search/?kind=question", "/suggest/?q=figs", "/suggest/similar?q=Which+soil+for+figs",
        "/suggest/?q=gardeners",
    ]  # fmt: skip
    for person in (carol, None):
        client.logout()
        for address in addresses:
            page = ask(person, address).content.decode()
            assert "Which soil" not in page, address
            assert "Potting figs" not in page, address
            assert "Half loam" not in page, address
            assert "Gardeners" not in page, address
    groups.leave(person=bob, group=gardeners, now=now)
    assert "Which soil" not in ask(bob, "/search/?q=figs").content.decode()
    assert Item.objects.filter(title="Which soil for figs?").exists()
