"""What reaches a pseudonym reaches its owner, and nothing that is kept or sent says who that is."""

import re
from datetime import timedelta

import pytest
from django.core import mail

from lorehouse.bridge import catching_up
from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.ledger.book import Entry
from lorehouse.moderation import actions as moderation
from lorehouse.moderation import reading as rules
from lorehouse.moderation.models import Rule
from lorehouse.notify import actions, inbox, scheduling
from lorehouse.notify.delivery import hints, sending
from lorehouse.notify.models import Delivery, Notice, Preferences, Seen
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.pseudonyms.models import Pseudonym
from lorehouse.stream import actions as stream

HOUR = timedelta(hours=1)


def again(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def voice(alice, bob, gardeners, now):
    """Bob's pseudonym among the gardeners."""
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    return pseudonyms.take(person=bob, group=gardeners, now=now)


@pytest.fixture
def asked(voice, gardeners, now):
    """What Bob asked under it."""
    return stream.ask(asker=voice, audience=gardeners.audience, title="May one say no?", now=now)


@pytest.fixture
def answered(told, alice, asked, bob, now):
    """Alice's answer to that, of which the pseudonym was told."""
    answer = stream.answer(author=alice, question=asked, body="One may.", now=now)
    told(bob)
    return answer


def said(person):
    """The lines of somebody's inbox."""
    return [(line.said, line.under) for line in inbox.inbox(again(person)).lines]


def test_its_owner_reads_who_answered_and_replied(told, alice, bob, asked, answered, voice, now):
    mine = stream.comment(author=voice, parent=answered, body="But when?", now=now)
    stream.comment(author=alice, parent=mine, body="Always.", now=now)
    told(bob)

    assert said(bob) == [
        ("Alice Amber replied to you", voice.name),
        ("Alice Amber answered your question", voice.name),
    ]
    assert inbox.unread_count(again(bob)) == 2


def test_its_owner_reads_that_its_answer_was_accepted_and_that_it_was_mentioned(
    told, alice, bob, question, voice, now
):
    mine = stream.answer(author=voice, question=question, body="Loam.", now=now)
    stream.accept(by=alice, answer=mine, now=now)
    stream.comment(author=alice, parent=question, body=f"Thanks, @{voice.handle}!", now=now)
    told(bob)

    assert {line for line, _ in said(bob)} == {
        "Your answer was accepted",
        "Alice Amber mentioned you",
    }


def test_its_owner_reads_that_something_was_removed(told, alice, bob, asked, voice, now):
    rules.rules()
    rule = Rule.objects.get(slug="respect")
    moderation.remove_item(by=alice, item=asked, rule=rule, reason="It insults.", now=now)
    told(bob)

    assert said(bob) == [("A text of yours was removed", voice.name)]
    assert inbox.inbox(again(bob)).lines[0].subject.address.startswith("/moderation/mine/")


def test_no_row_says_to_whom_it_is_addressed(told, bob, answered, voice):
    assert told(bob) == []
    assert {one.person_id for one in Notice.objects.all()} == {voice.pk}
    assert not Delivery.objects.filter(notice__person=voice).exists()
    assert not Preferences.objects.filter(person=voice).exists()


def test_reading_it_leaves_no_time_and_no_fact(client, told, bob, answered, voice, now):
    client.force_login(bob)
    notice = Notice.objects.get(person=voice)
    facts = Entry.objects.count()
    answer = client.get(f"/inbox/{notice.pk}/")

    assert answer.headers["Location"] == answered.get_absolute_url()
    notice.refresh_from_db()
    assert notice.read_at == notice.at
    assert Entry.objects.count() == facts
    assert inbox.unread_count(again(bob)) == 0


def test_reading_the_conversation_reads_it_too(told, bob, answered, asked, now):
    actions.read_thread(person_id=bob.pk, thread_id=asked.pk, until=now + HOUR)

    assert inbox.unread_count(again(bob)) == 0
    assert Notice.objects.get().read_at == now


def test_what_was_seen_on_the_catch_up_page_is_read(told, bob, answered, now):
    missed = catching_up.missed(again(bob), now=now)
    assert [one.said for one in missed.addressed] == ["Alice Amber answered your question"]
    actions.catch_up(person=again(bob), seen=[one.ref for one in missed.addressed], now=now)

    assert catching_up.missed(again(bob), now=now).addressed == []
    assert not Seen.objects.exists()


def test_it_can_be_unread_again_and_read_with_all_others(told, bob, answered, voice, now):
    notice = Notice.objects.get(person=voice)
    actions.read_all(person=bob, until=now + HOUR, now=now + HOUR)
    assert inbox.unread_count(again(bob)) == 0
    actions.read(person=again(bob), notice=notice, on=False, now=now)

    assert inbox.unread_count(again(bob)) == 1


def test_who_left_the_group_reads_nothing_of_it_any_more(told, bob, answered, gardeners, now):
    groups.leave(person=bob, group=gardeners, now=now)

    assert said(bob) == []
    assert inbox.unread_count(again(bob)) == 0


def prefer(person, now, **channels):
    """Let `person` never be quiet, and hear of these reasons so."""
    return actions.prefer(
        person=person, channels=channels, now=now,
        digest="daily", hour=8, weekday=0, quiet_from=0, quiet_until=0,
    )  # fmt: skip


def test_a_mail_leaves_with_the_full_hour_and_says_nothing(told, bob, alice, answered, voice, now):
    prefer(bob, now)
    assert hints.hint_due(now=now + HOUR - timedelta(seconds=1)) == 0
    assert hints.hint_due(now=now + HOUR) == 1
    assert hints.hint_due(now=now + HOUR + timedelta(minutes=5)) == 0

    (sent,) = mail.outbox
    assert sent.to == [bob.email]
    assert sent.subject == "There is something new in your inbox"
    source = sent.message().as_string() + sent.alternatives[0].content
    for word in ("Alice", "answered", "say no", voice.name, voice.handle, "One may"):
        assert word not in source
    assert not re.search(rf"inbox/\d|item-|{asked_id(answered)}", sent.body)


def asked_id(answer):
    """Where the answer stands, as an address would say it."""
    return f"/stream/{answer.root_id}"


def test_nothing_is_told_twice_and_what_is_new_is(told, bob, alice, answered, asked, now):
    prefer(bob, now)
    hints.hint_due(now=now + HOUR)
    hints.hint_due(now=now + 2 * HOUR)
    stream.answer(author=alice, question=asked, body="Or not.", now=now + 2 * HOUR)
    told(bob)
    hints.hint_due(now=now + 3 * HOUR)

    assert len(mail.outbox) == 2


def test_what_was_read_in_time_is_not_sent(told, bob, answered, voice, now):
    prefer(bob, now)
    actions.read(person=bob, notice=Notice.objects.get(person=voice), now=now)

    assert hints.hint_due(now=now + HOUR) == 0
    assert mail.outbox == []


@pytest.mark.parametrize("channels", [{"answer": ["inbox"]}, {"pseudonym": ["inbox"]}])
def test_who_wants_no_mail_of_it_gets_none(told, bob, answered, now, channels):
    prefer(bob, now, **channels)
    hints.hint_due(now=now + HOUR)

    assert mail.outbox == []
    assert len(said(bob)) == 1


def test_it_waits_until_quiet_hours_are_over(told, bob, answered, now):
    prefer(bob, now)
    Preferences.objects.filter(pk=bob.pk).update(quiet_from=13, quiet_until=15)
    hints.hint_due(now=now + HOUR)
    assert mail.outbox == []
    hints.hint_due(now=now + 3 * HOUR)

    assert len(mail.outbox) == 1


def test_the_digest_says_that_there_is_something_and_nothing_else(told, bob, answered, voice, now):
    prefer(bob, now)
    group = answered.audience.group  # whose posts are in the digests of all its members
    actions.choose_participation(person=bob, group=group, level="addressed", now=now)
    scheduling.make_digest(person_id=bob.pk, now=now + timedelta(days=1))
    sending.deliver_due(now=now + timedelta(days=1))

    (sent,) = mail.outbox
    assert "There is something new in your inbox" in sent.body
    assert voice.name not in sent.body
    assert "answered your question" not in sent.body


def test_its_owner_is_told_who_opened_the_seal_and_why(told, alice, bob, mona, ada, voice, now):
    Person.objects.filter(pk=mona.pk).update(role="admin")
    asked = pseudonyms.ask_to_unseal(
        admin=again(mona), pseudonym=Pseudonym.objects.get(), reason="A threat.", now=now
    )
    told(bob)
    assert said(bob) == []
    pseudonyms.decide(admin=ada, unsealing=asked, consents=True, now=now)
    told(bob)

    line = inbox.inbox(again(bob)).lines[0]
    assert line.said == "Two administrators know who writes under your pseudonym"
    assert (line.subject.excerpt, line.subject.address) == ("A threat.", "/settings/pseudonyms/")
    assert said(alice) == said(mona) == said(ada) == []


def test_a_request_that_is_declined_is_told_to_nobody(told, bob, mona, ada, voice, now):
    Person.objects.filter(pk=mona.pk).update(role="admin")
    asked = pseudonyms.ask_to_unseal(
        admin=again(mona), pseudonym=Pseudonym.objects.get(), reason="Just so.", now=now
    )
    pseudonyms.decide(admin=ada, unsealing=asked, consents=False, now=now)
    told(bob)

    assert not Notice.objects.exists()


def test_a_removed_answer_is_no_longer_in_its_owners_inbox(told, alice, bob, answered, now):
    items.remove(remover=alice, item=answered, now=now)

    assert inbox.unread_count(again(bob)) == 0


def test_outsiders_read_nothing_of_it(told, client, carol, erin, answered, voice):
    notice = Notice.objects.get(person=voice)
    for person in (carol, erin):
        client.force_login(person)
        assert client.get(f"/inbox/{notice.pk}/").status_code == 404
        assert said(person) == []
