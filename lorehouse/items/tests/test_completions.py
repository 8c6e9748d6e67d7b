"""Names offered while one types."""

import pytest

from lorehouse.items import actions as items


@pytest.fixture
def offered(client):
    """What somebody is offered."""

    def ask(person, kind, typed):
        client.force_login(person)
        answer = client.get("/completions", {"kind": kind, "q": typed})
        return [one["insert"] for one in answer.json()["options"]]

    return ask


def test_people_are_offered_by_name_surname_and_handle(offered, alice, bob, erin):
    assert offered(erin, "person", "ali") == ["@alice"]
    assert offered(erin, "person", "Beech") == ["@bob"]
    assert offered(erin, "person", "") == ["@alice", "@bob"]


def test_tags_are_offered_of_what_one_may_read(offered, bob, erin, question):
    assert offered(bob, "tag", "fi") == ["#figs"]
    assert offered(erin, "tag", "fi") == []


def test_articles_are_offered_by_words_of_their_title(offered, bob, article):
    assert offered(bob, "article", "figs pot") == ["[[Potting figs]]"]


def test_an_offered_article_is_found_by_its_name(offered, client, bob, article, question, now):
    (name,) = offered(bob, "article", "figs")
    reply = items.post(
        author=bob, kind="answer", lane="stream", parent=question, body=f"See {name}.", now=now
    )

    assert f'href="/items/{article.pk}/"' in reply.html


@pytest.mark.parametrize("kind", ["", "x", "space"])
def test_of_other_kinds_nothing_is_offered(offered, bob, kind):
    assert offered(bob, kind, "a") == []


def test_carol_is_offered_nothing_of_the_house(offered, carol, alice, question, article):
    assert offered(carol, "person", "a") == []
    assert offered(carol, "tag", "f") == []
    assert offered(carol, "article", "f") == []
