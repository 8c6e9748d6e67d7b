"""What several people do to one thing is told together, until it is read."""

from datetime import timedelta

import pytest
from django.core import mail

from lorehouse.bridge import catching_up
from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.library import actions as library
from lorehouse.notify import actions, inbox
from lorehouse.notify.delivery import sending
from lorehouse.notify.models import Delivery, Notice
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

MINUTE = timedelta(minutes=1)


def again(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def crowd(gardeners, bob, now):
    """Bob and nine others in the group."""
    others = [
        Person.objects.create_user(f"n{n}@house.example", name=f"N{n}", handle=f"n{n}")
        for n in range(9)
    ]
    for person in others:
        groups.join(person=person, group=gardeners, now=now)
    return [bob, *others]


@pytest.fixture
def note(alice, gardeners, now):
    """A note of Alice's that people reply to."""
    return stream.write_note(author=alice, audience=gardeners.audience, body="Figs!", now=now)


def replied(people, note, at):
    """Each of `people` replies, a second after the other."""
    return [
        stream.comment(author=one, parent=note, body=f"Say {n}.", now=at + timedelta(seconds=n))
        for n, one in enumerate(people)
    ]


def unread(person):
    """The unread lines of somebody's inbox."""
    return inbox.inbox(again(person), unread=True).lines


def test_ten_replies_to_one_thing_are_one_line(told, alice, crowd, note, now):
    comments = replied(crowd, note, now)
    told(alice)

    (line,) = unread(alice)
    assert line.said == "N8, N7 and 8 others replied to you"
    assert len(line.parts) == 10
    assert line.subject.excerpt == "Say 9."
    assert line.subject.address == comments[0].get_absolute_url()
    assert inbox.unread_count(again(alice)) == 1


@pytest.mark.parametrize(
    "count, said",
    [
        (1, "Bob Beech replied to you"),
        (2, "N0 and Bob Beech replied to you"),
        (3, "N1, N0 and 1 other replied to you"),
    ],
)
def test_few_are_named(told, alice, crowd, note, now, count, said):
    replied(crowd[:count], note, now)
    told(alice)

    assert [line.said for line in unread(alice)] == [said]


def test_who_says_more_is_named_once(told, alice, bob, note, now):
    replied([bob, bob, bob], note, now)
    told(alice)

    (line,) = unread(alice)
    assert (line.said, len(line.parts)) == ("Bob Beech replied to you", 3)


def test_two_things_and_two_reasons_are_told_apart(told, alice, bob, note, question, answer, now):
    replied([bob], note, now)
    stream.comment(author=bob, parent=question, body="Which pots?", now=now)
    told(alice)

    assert len(unread(alice)) == 3


def test_all_of_it_is_read_at_once_and_what_comes_later_is_a_line_of_its_own(
    client, told, alice, crowd, note, now
):
    comments = replied(crowd[:3], note, now)
    told(alice)
    client.force_login(alice)
    opened = client.get(unread(alice)[0].address)
    assert opened.headers["Location"] == comments[0].get_absolute_url()
    assert unread(alice) == []
    replied(crowd[3:5], note, now + MINUTE)
    told(alice)

    assert [line.said for line in unread(alice)] == ["N3 and N2 replied to you"]
    lines = inbox.inbox(again(alice)).lines
    assert [len(line.parts) for line in lines] == [2, 3]
    assert [line.is_read for line in lines] == [False, True]


def test_what_came_after_the_page_was_made_stays_unread(client, told, alice, crowd, note, now):
    replied(crowd[:2], note, now)
    told(alice)
    shown = unread(alice)[0]
    replied(crowd[2:3], note, now + MINUTE)
    told(alice)
    client.force_login(alice)
    client.get(shown.address)

    assert [line.said for line in unread(alice)] == ["N1 replied to you"]


def test_a_line_can_be_unread_again_as_a_whole(client, told, alice, crowd, note, now):
    replied(crowd[:3], note, now)
    told(alice)
    line = unread(alice)[0]
    client.force_login(alice)
    client.post(f"{line.address}reading", {"value": "1"})
    assert inbox.unread_count(again(alice)) == 0
    page = client.post(f"{line.address}reading", {"value": "0"}, headers={"HX-Request": "true"})

    assert "N1, N0 and 1 other replied to you" in page.text
    assert [len(line.parts) for line in unread(alice)] == [3]


def test_of_all_that_was_read_together_one_line_can_be_unread_again(
    told, alice, crowd, note, question, now
):
    replied(crowd[:3], note, now)
    stream.comment(author=crowd[0], parent=question, body="Which pots?", now=now)
    told(alice)
    actions.read_all(person=alice, until=now + MINUTE, now=now + MINUTE)
    assert [len(line.parts) for line in inbox.inbox(again(alice)).lines] == [3, 1]
    notice = Notice.objects.filter(about_id=note.pk).latest("at")
    actions.read(person=again(alice), notice=notice, on=False, now=now)

    assert [len(line.parts) for line in unread(alice)] == [3]


def test_a_reply_that_is_removed_is_no_part_of_it(told, alice, crowd, note, now):
    comments = replied(crowd[:3], note, now)
    told(alice)
    items.remove(remover=crowd[2], item=comments[2], now=now)

    (line,) = unread(alice)
    assert line.said == "N0 and Bob Beech replied to you"
    told(alice)
    assert [one.said for one in unread(alice)] == [line.said]


def test_what_was_seen_on_the_catch_up_page_is_not_there_again(told, alice, crowd, note, now):
    replied(crowd[:3], note, now)
    told(alice)
    entries = catching_up.addressed(again(alice))
    assert [one.said for one in entries] == ["N1, N0 and 1 other replied to you"]
    actions.catch_up(person=again(alice), seen=[one.ref for one in entries], now=now)
    assert catching_up.addressed(again(alice)) == []
    replied(crowd[3:4], note, now + MINUTE)
    told(alice)

    assert [one.said for one in catching_up.addressed(again(alice))] == ["N2 replied to you"]


def test_field_notes_on_one_article_are_told_together(told, bob, erin, article, now):
    for person in (bob, erin):
        library.leave_field_note(
            author=person, article=article, outcome="worked", body="On clay.", now=now
        )
    told(article.owner)

    lines = [line for line in unread(article.owner) if line.reason == "field_note"]
    assert [line.said for line in lines] == ["Erin Elm and Bob Beech tell how your article worked"]


def wants_mail(person, now):
    """Never quiet, and the rest as one begins."""
    actions.prefer(
        person=person, channels={}, now=now,
        digest="off", hour=8, weekday=0, quiet_from=0, quiet_until=0,
    )  # fmt: skip


def test_ten_replies_are_one_mail_with_all_of_them(told, alice, crowd, note, now):
    wants_mail(alice, now)
    replied(crowd, note, now)
    told(alice)
    sending.deliver_due(now=now + 5 * MINUTE)

    (sent,) = [one for one in mail.outbox if one.to == [alice.email]]
    assert sent.subject == "N8, N7 and 8 others replied to you: Figs!"
    for part in (sent.body, sent.alternatives[0].content):
        assert all(f"Say {n}." in part for n in range(10))


def test_what_follows_soon_waits_for_a_while(told, monkeypatch, alice, crowd, note, now):
    wants_mail(alice, now)
    replied(crowd[:1], note, now)
    told(alice)
    sending.deliver_due(now=now + 2 * MINUTE)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + 3 * MINUTE)
    replied(crowd[1:4], note, now + 3 * MINUTE)
    told(alice)
    sending.deliver_due(now=now + 6 * MINUTE)
    assert len(mail.outbox) == 1
    sending.deliver_due(now=now + 17 * MINUTE)

    assert len(mail.outbox) == 2
    assert mail.outbox[1].subject.startswith("N2, N1 and 2 others replied to you")


def test_who_takes_every_post_gets_no_second_mail_of_a_reply(
    told, alice, crowd, note, gardeners, now
):
    wants_mail(alice, now)
    actions.choose_participation(person=alice, group=gardeners, level="every", now=now)
    replied(crowd[:3], note, now)
    told(alice)

    waiting = Delivery.objects.filter(person=alice, ended_at=None)
    assert [one.kind for one in waiting] == ["single"]


def test_outsiders_are_told_of_no_part_of_it(told, carol, erin, alice, crowd, note, now):
    replied(crowd, note, now)
    told(alice)

    assert unread(carol) == unread(erin) == []
