"""The index follows the database."""

from datetime import timedelta

import pytest

from lorehouse.bridge import indexing
from lorehouse.groups.audiences import audience_ids, forget
from lorehouse.items import actions as items
from lorehouse.items.facts import ItemsImported
from lorehouse.ledger import book, followers
from lorehouse.library import actions as library
from lorehouse.search.documents import OPERATOR, Filters, Viewer, Wanted
from lorehouse.search.index import house_index
from lorehouse.stream import actions as stream

pytestmark = pytest.mark.django_db


def found(words, now, person=None, **filters):
    followers.discover()
    followers.run_dry()
    if person is not None:
        forget(person)
    viewer = OPERATOR if person is None else Viewer(audience_ids(person))
    hits = house_index().search(Wanted(words=words), viewer, Filters(**filters), now=now).hits
    return [hit.key for hit in hits]


def test_what_is_posted_is_found_by_those_it_is_for(question, answer, bob, carol, now):
    assert found("figs soil", now, bob) == [question.pk, answer.pk]
    assert found("figs soil", now, carol) == []


def test_an_answer_is_found_by_its_question_and_stands_in_its_group(
    question, answer, gardeners, now
):
    assert answer.pk in found("which soil for figs", now, groups=frozenset({gardeners.pk}))


def test_an_edit_is_found_and_the_old_words_are_not(question, answer, alice, now):
    assert found("balcony", now) == [question.pk]
    items.edit(editor=alice, item=question, title="Which soil for quinces?", body="Deep.", now=now)
    assert found("balcony", now) == []
    assert set(found("quinces", now)) == {question.pk, answer.pk}


def test_what_is_removed_is_gone_with_everything_below_it(question, answer, alice, now):
    assert found("loam", now) == [answer.pk]
    items.remove(remover=alice, item=question, now=now)
    assert found("loam figs", now) == []
    items.restore(restorer=alice, item=question, now=now)
    assert set(found("loam figs", now)) == {question.pk, answer.pk}


def test_a_draft_is_not_found_before_it_is_published(proposal, erin, now):
    assert found("potting", now) == []
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=now)
    article = library.publish(by=erin, proposal=proposal, now=now)
    assert found("potting", now) == [article.pk]
    assert found("potting", now, spaces=frozenset({article.space_id}), tags=frozenset({"figs"}))
    assert found("potting", now, spaces=frozenset({article.space_id + 1})) == []


def test_leaving_a_group_ends_finding_at_once(question, bob, gardeners, now):
    from lorehouse.groups import actions as groups

    assert found("figs", now, bob) == [question.pk]
    groups.leave(person=bob, group=gardeners, now=now)
    assert found("figs", now, bob) == []


def test_an_accepted_answer_comes_before_its_equal(question, bob, alice, now):
    first = stream.answer(author=bob, question=question, body="Use sand and gravel.", now=now)
    second = stream.answer(author=bob, question=question, body="Use sand and gravel.", now=now)
    for answer, other in ((second, first), (first, second)):
        stream.accept(by=alice, answer=answer, now=now)
        assert found("sand gravel", now) == [answer.pk, other.pk]


def test_imported_items_are_found(question, answer, now):
    from django.db import transaction

    followers.discover()
    followers.run_dry()
    house_index().change(drop=[question.pk, answer.pk])
    with transaction.atomic():
        book.record(ItemsImported(first_id=question.pk, last_id=answer.pk), by=None, at=now)
    assert set(found("figs", now)) == {question.pk, answer.pk}


def test_a_lost_index_is_built_again_from_the_database(
    question, answer, alice, settings, now, caplog
):
    assert found("figs", now)
    (settings.SEARCH_FOLDER / "CURRENT").unlink()
    stream.comment(author=alice, parent=question, body="Thank you, grit it is.", now=now)
    assert len(found("figs grit", now)) == 3
    assert "It is built from the database now." in caplog.text


def test_a_rebuild_gives_the_same_index(question, answer, article, now):
    before = set(found("figs loam potting", now))
    assert indexing.rebuild() == len(before) == 3
    assert set(found("figs loam potting", now)) == before


def test_the_work_of_indexing_does_not_grow_with_the_number_of_items(
    question, bob, now, django_assert_max_num_queries
):
    bodies = [f"Answer {n}" for n in range(20)]
    answers = [stream.answer(author=bob, question=question, body=b, now=now) for b in bodies]
    with django_assert_max_num_queries(8):
        assert len(list(indexing.documents([question.pk, *(a.pk for a in answers)]))) == 21


def test_verification_that_has_run_out_no_longer_counts(article, now):
    (document,) = indexing.documents([article.pk])
    assert document.vouched_until is not None
    assert document.vouched_until > now + timedelta(days=30)


def test_an_index_built_from_the_database_need_not_read_the_ledger_again(question, answer):
    followers.discover()
    indexing.make_sure()

    search = next(one for one in followers.standings() if one.follower == indexing.FOLLOWER)
    assert search.unread == 0
    assert house_index().health().documents == 2
