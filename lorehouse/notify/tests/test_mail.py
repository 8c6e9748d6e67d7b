"""Mail: what it says, when it leaves, never two for one cause, and how one stops it."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.core import mail

from lorehouse.groups import actions as groups
from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions, scheduling, tokens
from lorehouse.notify.delivery import envelopes, sending
from lorehouse.notify.models import Delivery, Preferences
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

LATER = timedelta(minutes=5)
NEVER_QUIET = {"quiet_from": 0, "quiet_until": 0}
WANTS = {"digest": "weekly", "hour": 8, "weekday": 0, **NEVER_QUIET}


def prefer(person, now, **changes):
    """Set what `person` wants, beginning from the first preferences."""
    return actions.prefer(person=person, now=now, channels={}, **{**WANTS, **changes})


@pytest.fixture
def answered(told, alice, answer):
    """Alice has been told of Bob's answer; a mail about it is on its way."""
    told(alice)
    return Delivery.objects.get(person=alice, channel="mail")


def test_a_mail_says_who_answered_what_and_where_in_text_and_html(answered, now):
    sending.deliver_due(now=now + LATER)

    (sent,) = mail.outbox
    html = sent.alternatives[0].content
    assert sent.subject == "Bob Beech answered your question: Which soil for figs?"
    for part in (sent.body, html):
        assert "Half loam, half grit." in part
        assert f"/inbox/{answered.notice_id}/" in part
        assert "/unsubscribe/" in part
    assert sent.to == ["alice@house.example"]


def test_a_mail_can_be_stopped_with_one_click(answered, now):
    sending.deliver_due(now=now + LATER)

    headers = mail.outbox[0].extra_headers
    assert re.fullmatch(r"<http://\S+/unsubscribe/\S+/>", headers["List-Unsubscribe"])
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_what_is_read_before_it_leaves_is_not_sent(answered, alice, now):
    actions.read(person=alice, notice=answered.notice, now=now)
    sending.deliver_due(now=now + LATER)

    assert mail.outbox == []
    answered.refresh_from_db()
    assert answered.outcome == "not_needed"


def test_who_left_the_group_before_it_leaves_gets_nothing(answered, alice, gardeners, now):
    groups.leave(person=alice, group=gardeners, now=now)
    sending.deliver_due(now=now + LATER)

    assert mail.outbox == []


def test_a_person_of_another_language_is_written_to_in_it(answered, alice, now):
    Person.objects.filter(pk=alice.pk).update(language="de")
    sending.deliver_due(now=now + LATER)

    assert '<html lang="de">' in mail.outbox[0].alternatives[0].content


def test_mail_waits_for_the_end_of_the_quiet_hours(told, alice, bob, question, now):
    Person.objects.filter(pk=alice.pk).update(timezone="Asia/Tokyo")  # noon in UTC is 21:00 there
    prefer(alice, now, quiet_from=20, quiet_until=7)
    stream.answer(author=bob, question=question, body="Loam.", now=now)
    told(alice)

    due = Delivery.objects.get(person=alice).due_at
    assert due == datetime(2026, 1, 15, 22, 0, tzinfo=UTC)  # 07:00 in Tokyo


def test_a_second_look_sends_nothing_twice(answered, now):
    for minute in range(30):
        sending.deliver_due(now=now + LATER + timedelta(minutes=minute))

    assert len(mail.outbox) == 1


def test_a_mail_server_that_does_not_answer_is_tried_again_and_then_given_up(
    answered, monkeypatch, now
):
    def refuse(*_args):
        raise ConnectionRefusedError("nobody there")

    monkeypatch.setattr(envelopes, "post", refuse)
    moment = now
    for _ in range(sending.TRIES + 2):
        moment += timedelta(hours=4)
        sending.deliver_due(now=moment)

    answered.refresh_from_db()
    assert (answered.outcome, answered.tries) == ("failed", sending.TRIES)
    assert "nobody there" in answered.error


class Killed(BaseException):
    """What a worker that is killed does not survive."""


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_worker_killed_at_the_mail_loses_nothing_and_sends_nothing_twice(
    answered, settings, tmp_path, monkeypatch, now, where
):
    """Into files: what is sent again replaces what was sent before."""
    settings.EMAIL_BACKEND = "lorehouse.lib.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"
    post = envelopes.post

    def die(*given):
        if where == "after":
            post(*given)
        raise Killed

    monkeypatch.setattr(envelopes, "post", die)
    with pytest.raises(Killed):
        sending.deliver_due(now=now + LATER)
    monkeypatch.setattr(envelopes, "post", post)
    sending.deliver_due(now=now + LATER)  # the claim of the dead is still held
    sending.deliver_due(now=now + LATER + sending.CLAIM_HOLDS * 2)

    files = list((tmp_path / "outbox").iterdir())
    assert len(files) == 1
    sent = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert sent["Subject"].startswith("Bob Beech answered")


def test_the_digest_leaves_at_the_chosen_hour_of_the_persons_zone(told, alice, answer, now):
    Person.objects.filter(pk=alice.pk).update(timezone="America/New_York")
    alice.refresh_from_db()
    prefer(alice, now, digest="daily", hour=9)
    told(alice)
    at_nine = datetime(2026, 1, 15, 14, 0, tzinfo=UTC)

    assert not scheduling.make_digests(now=at_nine - timedelta(minutes=1))
    assert scheduling.make_digests(now=at_nine) == 1
    assert not scheduling.make_digests(now=at_nine + timedelta(hours=23))


def test_a_digest_says_what_was_addressed_and_decided(told, alice, bob, erin, answer, now):
    prefer(bob, now, digest="daily")
    stream.comment(author=alice, parent=answer, body="Thanks, @bob!", now=now)
    told(bob)
    Delivery.objects.all().delete()
    run_until(now + timedelta(days=1), now)

    sent = next(one for one in mail.outbox if one.to == [bob.email])
    assert "Thanks, @bob!" in sent.body
    assert "ADDRESSED TO YOU" in sent.body
    assert "That is all." in sent.body


def test_a_group_taken_daily_is_in_the_daily_digest_though_the_own_one_is_off(
    told, alice, bob, gardeners, now
):
    prefer(bob, now, digest="off")
    actions.choose_participation(person=bob, group=gardeners, level="daily", now=now)
    stream.write_note(author=alice, audience=gardeners.audience, body="Plums in pots.", now=now)
    told(bob)
    run_until(now + timedelta(days=2), now)

    assert [one.to for one in mail.outbox if "Plums in pots." in one.body] == [[bob.email]]


def test_who_left_the_group_finds_nothing_of_it_in_the_digest(told, alice, bob, gardeners, now):
    actions.choose_participation(person=bob, group=gardeners, level="daily", now=now)
    prefer(bob, now, digest="daily")
    stream.write_note(author=alice, audience=gardeners.audience, body="Plums.", now=now)
    told(bob)
    scheduling.make_digests(now=now + timedelta(days=1))
    groups.leave(person=bob, group=gardeners, now=now)
    sending.deliver_due(now=now + timedelta(days=1))

    assert not any("Plums" in one.body for one in mail.outbox)


def test_a_day_without_anything_new_sends_no_digest(alice, now):
    prefer(alice, now, digest="daily")
    run_until(now + timedelta(days=3), now)

    assert mail.outbox == []


def test_a_digest_made_by_a_killed_worker_is_made_once(
    told, alice, bob, question, monkeypatch, now
):
    prefer(alice, now, digest="daily")
    stream.answer(author=bob, question=question, body="Loam.", now=now)
    told(alice)
    Delivery.objects.all().delete()
    made = Delivery.objects.get_or_create

    def die(**given):
        made(**given)
        raise Killed

    monkeypatch.setattr(Delivery.objects, "get_or_create", die)
    with pytest.raises(Killed):
        scheduling.make_digests(now=now + timedelta(days=1))
    assert not Delivery.objects.exists(), "what was not finished is undone"
    monkeypatch.setattr(Delivery.objects, "get_or_create", made)
    run_until(now + timedelta(days=2), now)

    assert len([one for one in mail.outbox if "Loam." in one.body]) == 1


def run_until(end, start):
    """A worker that looks every two hours."""
    moment = start
    while moment <= end:
        scheduling.make_digests(now=moment)
        sending.deliver_due(now=moment)
        moment += timedelta(hours=2)


def test_one_click_unsubscribes_without_signing_in(client, alice, now):
    word = tokens.unsubscribe_word(alice, "answer")
    answer = client.post(f"/unsubscribe/{word}/", {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    channels = Preferences.objects.get(person=alice).channels("answer")
    assert channels == {"inbox", "digest", "push"}


def test_looking_at_the_link_changes_nothing(client, alice, now):
    word = tokens.unsubscribe_word(alice, "digest")

    assert b"Unsubscribe" in client.get(f"/unsubscribe/{word}/").content
    assert actions.preferences_of(alice, now=now).digest == "weekly"
    client.post(f"/unsubscribe/{word}/")
    assert actions.preferences_of(alice, now=now).digest == "off"


def test_a_changed_word_unsubscribes_nobody(client, alice):
    word = tokens.unsubscribe_word(alice, "answer")

    assert client.post(f"/unsubscribe/{word[:-1]}x/").status_code == 404


def test_a_group_is_unsubscribed_from_alone(alice, bob, gardeners, now):
    actions.choose_participation(person=bob, group=gardeners, level="every", now=now)
    actions.unsubscribe(person=bob, topic=f"group:{gardeners.pk}", now=now)

    assert bob.participations.get().level == "addressed"


def test_an_unknown_topic_is_refused(alice, now):
    with pytest.raises(Unfit):
        actions.unsubscribe(person=alice, topic="spam", now=now)


def test_what_was_sent_long_ago_is_forgotten(answered, now):
    sending.deliver_due(now=now + LATER)
    sending.forget_old(now=now + sending.KEPT_FOR * 2)

    assert not Delivery.objects.exists()


def test_carol_gets_no_mail_of_a_closed_group(told, carol, answer, now):
    prefer(carol, now, digest="daily")
    told(carol)
    run_until(now + timedelta(days=8), now)

    assert not any("figs" in one.body.lower() for one in mail.outbox if carol.email in one.to)
