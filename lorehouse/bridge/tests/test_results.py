"""One search over both lanes: what it shows, and why each result can be trusted."""

from datetime import timedelta

import pytest

from lorehouse.bridge import results
from lorehouse.bridge.results import OPERATOR, Question
from lorehouse.groups import actions as groups
from lorehouse.groups.audiences import forget
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.library import actions as library
from lorehouse.people.models import Visitor
from lorehouse.stream import actions as stream

pytestmark = pytest.mark.django_db


@pytest.fixture
def find(now):
    def found(reader, q="", **more):
        followers.discover()
        followers.run_dry()
        filters = {name: more.pop(name) for name in list(more) if name in Question.__annotations__}
        return results.find(reader, Question(q=q, **filters), now=more.pop("at", now), **more)

    return found


def titles(page):
    return [(one.kind, one.title) for one in page.results]


def codes(page):
    return {one.id: [reason.code for reason in one.trust] for one in page.results}


def test_both_lanes_are_found_with_their_addresses(find, question, answer, article, bob):
    page = find(bob, "figs loam")
    assert {(one.lane, one.url) for one in page.results} == {
        ("stream", f"/stream/{question.pk}/which-soil-for-figs/"),
        ("stream", f"/items/{answer.pk}/"),
        ("library", "/library/handbook/potting-figs/"),
    }
    assert any("<mark>loam</mark>" in one.snippet for one in page.results)


def test_an_article_says_who_verified_it_until_that_runs_out(find, article, erin, alice, now):
    assert codes(find(alice, "potting"))[article.pk] == ["verified"]
    (reason,) = find(alice, "potting").results[0].trust
    assert reason.text == "Verified on 15 Jan 2026 by Erin Elm"
    late = find(alice, "potting", at=now + timedelta(days=400))
    assert codes(late)[article.pk] == ["review_due"]


def test_readers_and_field_notes_speak_for_an_article(find, article, alice, bob, now):
    library.rate_helpfulness(person=alice, article=article, helpful=True, now=now)
    library.leave_field_note(
        author=bob, article=article, outcome="failed", body="It rotted.", now=now
    )
    texts = [reason.text for reason in find(alice, "potting").results[0].trust]
    assert texts[1:] == ["Worked for 0 of 1", "1 of 1 found it useful"]


def test_the_accepted_answer_and_votes_are_shown(find, question, answer, alice, bob, now):
    stream.accept(by=alice, answer=answer, now=now)
    items.vote(voter=alice, item=answer, value=1, now=now)
    found = codes(find(bob, "loam figs"))
    assert found[answer.pk] == ["accepted", "useful"]
    assert found[question.pk] == ["solved"]


def test_filters_by_name_and_by_operator(find, question, answer, article, bob, gardeners, alice):
    assert titles(find(bob, "figs", lane="library")) == [("article", "Potting figs")]
    assert titles(find(bob, "figs in:handbook")) == [("article", "Potting figs")]
    assert {one.id for one in find(bob, "figs in:gardeners").results} == {question.pk, answer.pk}
    assert {one.id for one in find(bob, "loam by:bob").results} == {answer.pk}
    assert {one.id for one in find(bob, "figs tag:figs kind:question").results} == {question.pk}
    assert find(bob, "figs", space="nowhere").results == []
    assert find(bob, "figs before:2025").results == []
    assert find(bob, "figs before:someday").misread == ("before:someday",)


def test_one_conversation_can_be_searched(find, question, answer, article, bob, members, now):
    stream.write_note(author=bob, audience=members, body="More loam for figs.", now=now)
    inside = {question.pk, answer.pk}

    assert {one.id for one in find(bob, "loam figs", thread=str(question.pk)).results} == inside
    assert {one.id for one in find(bob, f"loam figs thread:{question.pk}").results} == inside
    for nothing in ("x", "-1", "999999", "9" * 40):
        assert find(bob, "figs", thread=nothing).results == []


def test_carol_finds_nothing_in_a_conversation_she_may_not_read(find, carol, question, answer):
    assert find(carol, "loam figs", thread=str(question.pk)).results == []


def test_choices_say_how_many_each_would_give(find, question, answer, article, bob):
    offered = {one.name: one for one in find(bob, "figs", with_choices=True).choices}
    assert {c.value: c.count for c in offered["lane"].choices} == {"library": 1, "stream": 2}
    assert [(c.label, c.value) for c in offered["space"].choices] == [("Handbook", "handbook")]
    assert [(c.label, c.value) for c in offered["group"].choices] == [("Gardeners", "gardeners")]
    chosen = find(bob, "figs", with_choices=True, lane="stream").choices[0]
    assert [(c.value, c.chosen) for c in chosen.choices] == [("library", False), ("stream", True)]


def test_pages_follow_each_other(find, alice, members, now):
    for n in range(12):
        stream.write_note(author=alice, audience=members, body=f"Tea {n}.", now=now)
    first = find(alice, "tea", limit=5)
    assert (len(first.results), first.next) == (5, 5)
    last = find(alice, "tea", limit=5, offset=10)
    assert (len(last.results), last.next) == (2, None)


def test_what_was_removed_a_moment_ago_is_not_shown(find, question, alice, now):
    assert find(alice, "figs").results
    Item.objects.filter(pk=question.pk).update(state="removed")  # the index does not know yet
    assert find(alice, "figs").results == []


def test_what_went_to_another_audience_a_moment_ago_is_not_shown(find, question, bob, members):
    Item.objects.filter(pk=question.pk).update(audience=members)
    assert find(bob, "figs").results
    groups_only = groups.public()
    Item.objects.filter(pk=question.pk).update(audience=groups_only)
    assert find(bob, "figs").results  # everybody sees what is public


def test_similar_questions_and_articles_are_found_for_whoever_asks(
    find, question, article, bob, now
):
    find(bob, "")
    alike = results.similar(bob, "What soil should I take for my figs", now=now)
    assert question.pk in {one.id for one in alike}
    assert results.similar(bob, "Tax return", now=now) == []


def test_a_title_is_suggested_from_its_first_letters(find, question, article, bob, now):
    find(bob, "")
    assert {one.id for one in results.suggest(bob, "fi", now=now)} == {question.pk, article.pk}


def test_a_page_of_results_takes_few_queries(find, question, answer, article, bob, now):
    find(bob, "figs")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        results.find(bob, Question(q="figs"), now=now, with_choices=True)
    assert len(asked) <= 5


def test_the_operator_sees_everything(find, question, article):
    assert {one.id for one in find(OPERATOR, "figs").results} == {question.pk, article.pk}


def test_outsiders_find_nothing_by_any_way(
    find, question, answer, article, carol, bob, gardeners, now
):
    for reader in (carol, Visitor()):
        page = find(reader, "figs loam", with_choices=True)
        assert page.results == []
        assert page.total == 0
        assert not [c for one in page.choices for c in one.choices if c.count]
        assert results.similar(reader, "Which soil for figs?", now=now) == []
        assert results.suggest(reader, "fig", now=now) == []
    groups.leave(person=bob, group=gardeners, now=now)
    forget(bob)
    assert {one.kind for one in find(bob, "figs").results} == {"article"}
