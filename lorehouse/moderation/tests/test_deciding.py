"""Deciding: keep, or remove with a rule; the author is told and keeps the text."""

import pytest
from django.core import mail

from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.ledger.models import Entry
from lorehouse.lib.errors import Conflict, NotAllowed
from lorehouse.moderation import actions
from lorehouse.moderation.models import Case
from lorehouse.stream import actions as stream


@pytest.fixture
def case(bob, note, respect, now):
    """Bob's flag on Alice's note."""
    return actions.flag(flagger=bob, item=note, rule=respect, words="Hurts.", now=now).case


def decide(client, person, case, **fields):
    client.force_login(person)
    return client.post(f"/moderation/cases/{case.pk}/", fields)


def state(item):
    return Item.objects.values_list("state", flat=True).get(pk=item.pk)


def test_what_breaks_no_rule_is_kept(client, mona, case, note):
    decide(client, mona, case, decision="keep", reason="It is only rude.")

    case.refresh_from_db()
    assert (case.outcome, case.decided_by) == ("kept", mona)
    assert state(note) == "live"


def test_a_removal_cites_a_rule_and_gives_a_reason(client, mona, case, note):
    without = decide(client, mona, case, decision="remove", rule="respect", reason=" ")
    assert without.status_code == 422
    assert state(note) == "live"

    decide(client, mona, case, decision="remove", rule="respect", reason="It insults.")
    case.refresh_from_db()
    assert (case.outcome, case.rule.slug, case.reason) == ("removed", "respect", "It insults.")
    assert state(note) == "removed"
    told = Entry.objects.get(name="moderation.item_removed").data
    assert told == {"case_id": case.pk, "item_id": note.pk, "rule_id": case.rule_id}


def test_the_author_is_written_to_once_and_finds_the_text(client, alice, mona, removed):
    followers.discover()
    followers.run_dry()
    followers.skip_to("moderation.letters", (0, 0), now=removed.decided_at)
    followers.run_dry()  # a crash lets a follower meet a fact twice

    assert len(mail.outbox) == 1
    letter = mail.outbox[0]
    assert letter.to == [alice.email]
    assert "It insults." in letter.body
    assert "/rules/respect/" in letter.body
    address = f"/moderation/mine/{removed.pk}/"
    assert address in letter.body
    client.force_login(alice)
    page = client.get(address).text
    assert "You **nitwits**." in page
    assert "It insults." in page


def test_the_item_leads_its_author_to_the_kept_text_and_others_nowhere(
    client, alice, bob, mona, removed, note
):
    client.force_login(alice)
    assert client.get(f"/items/{note.pk}/")["Location"] == f"/moderation/mine/{removed.pk}/"
    client.force_login(mona)
    assert client.get(f"/items/{note.pk}/")["Location"] == f"/moderation/cases/{removed.pk}/"
    client.force_login(bob)
    assert client.get(f"/items/{note.pk}/").status_code == 404


def test_a_mistake_is_taken_back(client, mona, removed, note):
    client.force_login(mona)
    assert f"/moderation/cases/{removed.pk}/" in client.get("/moderation/removed/").text
    client.post(f"/moderation/cases/{removed.pk}/restoration")

    assert state(note) == "live"
    assert Case.objects.get().outcome == "restored"


def test_authors_do_not_bring_back_what_was_removed(client, alice, removed, note, now):
    with pytest.raises(NotAllowed):
        items.restore(restorer=alice, item=Item.objects.get(pk=note.pk), now=now)
    client.force_login(alice)
    answer = client.post(f"/items/{note.pk}/removal", {"value": "0"})
    assert answer.status_code == 404


def test_whoever_is_at_it_keeps_others_from_doing_the_same(client, mona, ada, case, now):
    actions.claim(by=mona, case=case, on=True, now=now)
    with pytest.raises(Conflict, match="Mona"):
        actions.claim(by=ada, case=case, on=True, now=now)
    client.force_login(ada)
    assert "Mona Maple is at it" in client.get("/moderation/").text


def test_what_was_decided_is_not_decided_again(mona, ada, case, respect, now):
    actions.keep(by=mona, case=case, now=now)
    with pytest.raises(Conflict):
        actions.remove(by=ada, case=case, rule=respect, reason="No.", now=now)


def test_nobody_decides_about_what_they_wrote(ada, mona, members, respect, bob, now):
    own = stream.write_note(author=mona, audience=members, body="Mine.", now=now)
    case = actions.flag(flagger=bob, item=own, rule=respect, now=now).case

    assert not Case.objects.visible_to(mona).exists()
    with pytest.raises(NotAllowed):
        actions.keep(by=mona, case=case, now=now)
    actions.keep(by=ada, case=case, now=now)


def test_a_thread_goes_with_its_replies_and_comes_back_with_them(
    alice, answer, question, respect, bob, now
):
    """Alice, the steward of the gardeners, removes Bob's answer, not her own question."""
    made = actions.remove_item(by=alice, item=answer, rule=respect, reason="Harsh.", now=now)
    question.refresh_from_db()
    assert question.reply_count == 0

    actions.take_back(by=alice, case=made, now=now)
    question.refresh_from_db()
    assert question.reply_count == 1


def test_members_find_no_queue(client, alice, carol, bob, case):
    for person in (bob, carol):
        client.force_login(person)
        for address in ("/moderation/", "/moderation/removed/", case.get_absolute_url()):
            assert client.get(address).status_code == 404
        assert decide(client, person, case, decision="keep").status_code == 404
