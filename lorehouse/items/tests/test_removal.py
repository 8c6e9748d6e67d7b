"""Taking away and bringing back."""

import pytest

from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger.models import Entry
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.stream import actions as stream


def press(client, person, item, **fields):
    client.force_login(person)
    return client.post(f"/items/{item.pk}/removal", fields)


@pytest.fixture
def comment(alice, answer, now):
    """Alice's comment on Bob's answer."""
    return stream.comment(author=alice, parent=answer, body="Which grit?", now=now)


def test_a_removed_reply_leaves_a_gap_without_words(client, alice, bob, question, answer, comment):
    press(client, bob, answer)

    client.force_login(alice)
    page = client.get(question.get_absolute_url(), follow=True).text
    assert "Removed by its writer" in page
    assert "Half loam" not in page
    assert "Which grit?" in page
    question.refresh_from_db()
    assert question.reply_count == 0


def test_a_removed_thread_takes_its_replies_along(client, alice, bob, question, answer, comment):
    press(client, alice, question)

    client.force_login(bob)
    for gone in (question, answer, comment):
        assert client.get(f"/items/{gone.pk}/").status_code == 404
    assert not Item.objects.visible_to(bob).exists()
    assert Entry.objects.filter(name="items.removed").count() == 3


def test_restoring_a_thread_brings_back_what_went_with_it(
    client, alice, bob, question, answer, comment, now
):
    items.remove(remover=bob, item=answer, now=now)
    press(client, alice, question)
    press(client, alice, question, value="0")

    states = dict(Item.objects.values_list("pk", "state"))
    assert states == {question.pk: "live", answer.pk: "removed", comment.pk: "live"}


def test_a_reply_does_not_come_back_before_its_thread(alice, bob, question, answer, now):
    items.remove(remover=bob, item=answer, now=now)
    items.remove(remover=alice, item=question, now=now)
    answer.refresh_from_db()
    with pytest.raises(Unfit, match="bring that back first"):
        items.restore(restorer=bob, item=answer, now=now)


def test_writers_do_not_bring_back_what_was_taken_away(alice, mona, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rude.", now=now)
    items.take_away(by=mona, item=note, now=now)
    with pytest.raises(NotAllowed):
        items.restore(restorer=alice, item=note, now=now)

    items.bring_back(by=mona, item=note, now=now)
    assert Item.objects.live().filter(pk=note.pk).exists()


def test_what_a_writer_took_back_and_somebody_took_away_stays_away(alice, mona, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rude.", now=now)
    items.remove(remover=alice, item=note, now=now)
    items.take_away(by=mona, item=note, now=now)
    note.refresh_from_db()
    with pytest.raises(NotAllowed):
        items.restore(restorer=alice, item=note, now=now)


def test_moderators_remove_nothing_without_a_rule(client, mona, alice, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rude.", now=now)

    assert press(client, mona, note).status_code == 403
    assert Item.objects.live().filter(pk=note.pk).exists()


def test_who_removed_a_thread_finds_it_with_a_way_back(client, alice, bob, question):
    there = press(client, alice, question)["Location"]
    page = client.get(there, follow=True)
    assert page.status_code == 200
    assert "Restore" in page.text

    client.force_login(bob)
    assert client.get(there, follow=True).status_code == 404


def test_removing_twice_changes_nothing(alice, bob, question, answer, now):
    items.remove(remover=bob, item=answer, now=now)
    items.remove(remover=bob, item=answer, now=now)
    question.refresh_from_db()
    assert question.reply_count == 0


def test_others_remove_nothing(client, bob, question):
    assert press(client, bob, question).status_code == 403


def test_carol_does_not_learn_that_something_was_removed(client, alice, carol, question):
    assert press(client, carol, question).status_code == 404
    press(client, alice, question)
    assert press(client, carol, question, value="0").status_code == 404
    assert client.get(f"/stream/{question.pk}/").status_code == 404
