"""The catch-up page: everything that was missed, each thing until it was seen, and then an end."""

import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.bridge import catching_up
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Following
from lorehouse.items import actions as items
from lorehouse.items.models import Tag
from lorehouse.ledger import followers
from lorehouse.library.models import Article
from lorehouse.notify import actions as notify
from lorehouse.notify.models import Seen
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream

HOUR = timedelta(hours=1)


@pytest.fixture
def talk(monkeypatch, alice, bob, question, answer, now):
    """Alice accepted Bob's answer, and thanks him."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + HOUR)
    stream.accept(by=alice, answer=answer, now=now)
    later = now + timedelta(minutes=1)
    comment = stream.comment(author=alice, parent=answer, body="Thanks @bob!", now=later)
    followers.discover()
    followers.run_dry()
    return comment


def missed(person, now):
    """What `person` has missed, as the next request sees it."""
    return catching_up.missed(Person.objects.get(pk=person.pk), now=now)


def titles(entries):
    """The sentences and titles of some entries."""
    return [(one.said, one.title) for one in entries]


def test_what_was_addressed_comes_first(talk, bob, now):
    found = missed(bob, now + HOUR)

    assert titles(found.addressed) == [
        ("Alice Amber replied to you", "Which soil for figs?"),
        ("Your answer was accepted", "Which soil for figs?"),
    ]


def test_ideas_that_were_decided_in_ones_groups_are_told_until_they_were_seen(
    alice, bob, carol, gardeners, now
):
    made = [
        stream.propose(author=bob, audience=gardeners.audience, title=title, body="x", now=now)
        for title in ("Greenhouse", "Fence", "Pond")
    ]
    later = now + timedelta(minutes=5)
    for idea, stage in zip(made, ("adopted", "declined", "trial"), strict=True):
        stream.move(by=alice, item=idea, stage=stage, reason=f"So: {stage}.", now=later)
    found = missed(bob, now + HOUR).decided

    assert titles(found) == [
        ("An idea was declined", "Fence"),
        ("An idea was adopted", "Greenhouse"),
    ]
    assert [one.excerpt for one in found] == ["So: declined.", "So: adopted."]
    assert missed(alice, now + HOUR).decided == []
    assert missed(carol, now + HOUR).decided == []
    notify.catch_up(person=bob, seen=[found[0].ref], now=now + HOUR)
    assert titles(missed(bob, now + HOUR).decided) == [("An idea was adopted", "Greenhouse")]


def test_accepted_answers_of_ones_groups_are_told(talk, carol, alice, gardeners, now):
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)
    groups.join(person=carol, group=gardeners, now=now)

    assert titles(missed(carol, now + HOUR).decided) == [
        ("An answer was accepted", "Which soil for figs?")
    ]


def test_articles_about_ones_tags_are_told(article, bob, members, now):
    stream.write_note(author=bob, audience=members, body="Figs!", tags=["figs"], now=now)

    assert titles(missed(bob, now + HOUR).decided) == [("An article was published", "Potting figs")]


@pytest.mark.parametrize("kind", ["tag", "person"])
def test_articles_of_what_one_follows_are_told(article, bob, alice, now, kind):
    target = Tag.objects.get(name="figs") if kind == "tag" else alice
    groups.follow(person=bob, kind=kind, target_id=target.pk, now=now)

    assert titles(missed(bob, now + HOUR).decided) == [("An article was published", "Potting figs")]


def test_accepted_answers_of_groups_one_follows_are_told(alice, bob, erin, now):
    circle = groups.found(founder=alice, name="Circle", purpose="Us.", now=now)
    asked = stream.ask(asker=alice, audience=circle.audience, title="Why?", body="So?", now=now)
    groups.join(person=bob, group=circle, now=now)
    answered = stream.answer(author=bob, question=asked, body="Because.", now=now)
    stream.accept(by=alice, answer=answered, now=now)
    assert missed(erin, now + HOUR).decided == []
    groups.follow(person=erin, kind="group", target_id=circle.pk, now=now)

    assert titles(missed(erin, now + HOUR).decided) == [("An answer was accepted", "Why?")]


def test_following_opens_no_door(talk, mona, alice, gardeners, now):
    Following.objects.create(person=mona, kind="group", target_id=gardeners.pk, since=now)
    Following.objects.create(person=mona, kind="person", target_id=alice.pk, since=now)

    assert missed(mona, now + HOUR).decided == []


def test_articles_about_other_things_are_not(article, bob, now):
    assert missed(bob, now + HOUR).decided == []


def test_decisions_of_the_house_are_told_to_everybody(article, bob, now):
    Article.objects.update(type="decision")

    assert titles(missed(bob, now + HOUR).decided) == [("A decision was published", "Potting figs")]


def voted(members, author, voters, now, count):
    """Notes with as many votes as their number, `count` of them."""
    notes = []
    for number in range(count):
        note = stream.write_note(author=author, audience=members, body=f"Note {number}", now=now)
        for voter in voters[: number + 1]:
            items.vote(voter=voter, item=note, value=1, now=now)
        notes.append(note)
    return notes


def test_what_peers_found_most_useful_is_told_in_their_order(
    members, alice, bob, erin, mona, ada, now
):
    notes = voted(members, alice, [erin, mona, ada], now, 3)

    found = missed(bob, now + HOUR).essential
    assert [one.ref[1] for one in found] == [note.pk for note in reversed(notes)]


def test_the_essential_is_so_little_that_it_ends(members, alice, bob, erin, now):
    voted(members, alice, [erin], now, 20)
    first = missed(bob, now + HOUR)
    assert len(first.essential) == catching_up.ESSENTIAL

    seen = [one.ref for one in first.essential]
    notify.catch_up(person=bob, seen=seen, until=first.until, now=now + HOUR)
    assert missed(bob, now + 2 * HOUR).count == 0


def test_ones_own_words_are_not_told_to_one(members, alice, erin, now):
    voted(members, alice, [erin], now, 2)

    assert missed(alice, now + HOUR).essential == []


def test_what_was_read_where_it_stands_is_not_told(members, alice, bob, erin, now):
    (note,) = voted(members, alice, [erin], now, 1)
    items.read(person=bob, item=note, now=now + HOUR)

    assert missed(bob, now + 2 * HOUR).essential == []


def test_a_thing_stays_until_it_was_seen(talk, bob, now):
    for day in range(1, 60, 7):
        assert len(missed(bob, now + timedelta(days=day)).addressed) == 2


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_only_what_was_shown_is_seen(talk, members, alice, bob, erin, now, data):
    if not bob.bookmarks.exists():  # the first example fills the house
        items.keep(person=bob, item=voted(members, alice, [erin], now, 3)[0], on=True, now=now)
    Seen.objects.all().delete()
    before = missed(bob, now + HOUR).keys
    shown = data.draw(st.sets(st.sampled_from(before)))
    refs = [(kind, int(pk)) for kind, pk in (key.split(":") for key in shown)]
    notify.catch_up(person=bob, seen=refs, now=now + HOUR)

    assert missed(bob, now + HOUR).keys == [key for key in before if key not in shown]


def test_the_page_ends_and_says_so(client, talk, bob):
    client.force_login(bob)
    page = client.get("/catch-up/").content.decode()
    assert "That is all." in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    until = re.search(r'name="until" value="([^"]+)"', page)[1]

    client.post("/catch-up/seen", {"seen": seen, "until": until})
    again = client.get("/catch-up/").content.decode()
    assert "data-seen" not in again
    assert "That is all." in again


def test_looking_marks_nothing(client, talk, bob):
    client.force_login(bob)
    client.get("/catch-up/")
    client.get("/api/v1/me/digest")

    assert client.get("/catch-up/").content.decode().count("data-seen=") == 2
    assert not Seen.objects.exists()


def test_what_is_no_entry_is_refused(client, bob):
    client.force_login(bob)

    assert client.post("/catch-up/seen", {"seen": "rubbish"}).status_code == 422
    assert client.post("/catch-up/seen", {"until": "tomorrow"}).status_code == 422


def test_the_api_tells_the_same(client, talk, bob):
    client.force_login(bob)
    told = client.get("/api/v1/me/digest").json()

    assert [one["said"] for one in told["addressed"]] == [
        "Alice Amber replied to you",
        "Your answer was accepted",
    ]
    assert told["is_all"] is True


def test_who_left_the_group_has_missed_nothing_of_it(talk, bob, gardeners, now):
    groups.leave(person=bob, group=gardeners, now=now)

    assert missed(bob, now + HOUR).count == 0


def test_carol_has_missed_nothing_of_a_closed_group(client, talk, carol):
    client.force_login(carol)

    assert "figs" not in client.get("/catch-up/").content.decode()
    assert "figs" not in client.get("/api/v1/me/digest").content.decode()
