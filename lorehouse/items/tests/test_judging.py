"""Votes, reactions, bookmarks and reading, at their addresses."""

import pytest

from lorehouse.items.models import Reading


def press(client, person, item, value, **headers):
    client.force_login(person)
    return client.post(f"/items/{item.pk}/vote", {"value": value}, headers=headers)


def test_a_vote_comes_back_as_new_arrows(client, bob, question):
    answer = press(client, bob, question, 1, hx_request="true")

    assert answer.status_code == 200
    assert 'aria-pressed="true"' in answer.text
    assert "<output" in answer.text and "<html" not in answer.text
    question.refresh_from_db()
    assert question.score == 1


def test_voting_again_changes_the_vote(client, bob, question):
    press(client, bob, question, 1)
    press(client, bob, question, -1)

    question.refresh_from_db()
    assert (question.score, question.votes.count()) == (-1, 1)


def test_put_sets_and_delete_withdraws(client, bob, question):
    client.force_login(bob)
    form = "application/x-www-form-urlencoded"
    client.put(f"/items/{question.pk}/vote", "value=1", content_type=form)
    question.refresh_from_db()
    assert question.score == 1

    client.delete(f"/items/{question.pk}/vote")
    question.refresh_from_db()
    assert (question.score, question.votes.count()) == (0, 0)


def test_without_script_one_is_back_where_one_was(client, bob, question):
    answer = press(client, bob, question, 1, referer="http://testserver/stream/?sort=top")
    assert answer["Location"] == f"/stream/?sort=top#item-{question.pk}"

    elsewhere = press(client, bob, question, 1, referer="https://evil.example/x")
    assert elsewhere["Location"] == f"/items/{question.pk}/"


@pytest.mark.parametrize("value", ["2", "", "up", "1e9"])
def test_a_vote_is_one_of_three_values(client, bob, question, value):
    answer = press(client, bob, question, value, hx_request="true")
    assert answer.status_code == 422
    assert "A vote is 1, -1" in answer.text


def test_nobody_votes_on_their_own(client, alice, question):
    assert press(client, alice, question, 1).status_code == 403


def test_an_emoji_goes_on_and_off(client, bob, question):
    client.force_login(bob)
    address = f"/items/{question.pk}/reactions"
    first = client.post(address, {"emoji": "💡"}, headers={"hx-request": "true"})
    assert '<span class="reaction-count">1</span>' in first.text

    client.post(address, {"emoji": "💡"})
    assert question.reactions.count() == 0
    assert client.post(address, {"emoji": "💩"}).status_code == 422


def test_putting_an_emoji_twice_leaves_one(client, bob, question):
    client.force_login(bob)
    for _ in range(2):
        client.put(
            f"/items/{question.pk}/reactions",
            "emoji=%F0%9F%91%8D",
            content_type="application/x-www-form-urlencoded",
        )
    assert question.reactions.count() == 1


def test_a_bookmark_is_kept_and_dropped(client, bob, question):
    client.force_login(bob)
    address = f"/items/{question.pk}/bookmark"
    assert "Saved" in client.post(address, {"value": "1"}, headers={"hx-request": "true"}).text
    assert question.bookmarks.get().person == bob

    client.post(address, {"value": "0"})
    assert not question.bookmarks.exists()


def test_reading_is_noted_by_post_and_never_by_looking(client, bob, question):
    client.force_login(bob)
    client.get(f"/stream/{question.pk}/")
    assert not Reading.objects.exists()

    assert client.post(f"/items/{question.pk}/reading").status_code == 204
    assert Reading.objects.get().person == bob


@pytest.mark.parametrize("noun", ["vote", "reactions", "bookmark", "reading"])
def test_carol_does_not_learn_that_the_question_exists(client, carol, question, noun):
    client.force_login(carol)
    answer = client.post(f"/items/{question.pk}/{noun}", {"value": "1", "emoji": "👍"})
    assert answer.status_code == 404
