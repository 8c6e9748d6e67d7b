"""A link one may not follow: asking says nothing about whether there is something."""

import re

import pytest

from lorehouse.bridge import actions
from lorehouse.bridge.models import AccessRequest
from lorehouse.groups import actions as groups
from lorehouse.groups.audiences import audience_ids
from lorehouse.ledger import followers
from lorehouse.ledger.book import Entry
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.notify import inbox
from lorehouse.notify.models import Delivery
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


def seen(response, *varying):
    """A page without what is never the same twice: its token, its times, the address asked for."""
    text = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    text = re.sub(r'"X-CSRFToken": "\w+"', "", text)
    text = re.sub(r"<time .*?</time>", "", text)
    for one in varying:
        text = text.replace(one, "…")
    return text


def fresh(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


@pytest.fixture
def hidden(question):
    """The address of something Mona may not see."""
    return f"/items/{question.pk}/"


def test_what_is_there_and_what_is_not_look_the_same(client, mona, hidden):
    client.force_login(mona)
    there, nowhere = client.get(hidden), client.get("/items/999999/")

    assert there.status_code == nowhere.status_code == 404
    assert "Ask for access" in there.content.decode()
    assert seen(there, hidden) == seen(nowhere, "/items/999999/")


def test_asking_is_answered_the_same(client, mona, hidden):
    client.force_login(mona)
    pages = []
    for address in (hidden, "/items/999999/"):
        answer = client.post("/access/", {"address": address, "words": "For the audit."})
        pages.append(
            (answer.status_code, answer["Location"], seen(client.get("/access/"), address))
        )
        AccessRequest.objects.all().delete()

    assert pages[0] == pages[1]


def test_asking_about_nothing_tells_nobody(mona, now):
    before = Entry.objects.count()
    made = actions.ask_for_access(asker=mona, address="/items/999999/", now=now)

    assert made.audience is None
    assert Entry.objects.count() == before


def test_whoever_wrote_it_and_the_stewards_decide(bob, alice, mona, gardeners, now):
    note = stream.write_note(author=bob, audience=gardeners.audience, body="Figs.", now=now)
    actions.ask_for_access(asker=mona, address=f"/stream/{note.pk}/?sort=top", now=now)

    for decider in (alice, bob):
        assert AccessRequest.objects.to_decide(decider).count() == 1
    asked = Entry.objects.get(name="bridge.access_requested")
    assert asked.data["decider_ids"] == sorted([alice.pk, bob.pk])


def test_granting_invites_and_the_asker_still_says_yes(client, alice, mona, hidden, gardeners, now):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    client.force_login(alice)
    assert "Mona Maple" in client.get("/access/").content.decode()
    client.post(f"/access/{asked.pk}", {"action": "grant"})

    assert not gardeners.memberships.filter(person=mona).exists()
    assert gardeners.invitations.filter(person=mona).exists()
    client.force_login(mona)
    assert "Granted" in client.get("/access/").content.decode()


def test_granting_adds_to_the_chosen_people(alice, mona, now):
    few = groups.choose(chooser=alice, name="Few", people=[], now=now)
    note = stream.write_note(author=alice, audience=few, body="Figs.", now=now)
    asked = actions.ask_for_access(asker=mona, address=f"/items/{note.pk}/", now=now)
    actions.grant_access(decider=alice, request=asked, now=now)

    assert few.pk in audience_ids(fresh(mona))


def test_being_declined_looks_like_nothing(client, alice, mona, hidden, now):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    client.force_login(mona)
    before = seen(client.get("/access/"))
    actions.decline_access(decider=alice, request=asked, now=now)

    assert seen(client.get("/access/")) == before
    assert client.get(hidden).status_code == 404


def test_only_deciders_decide_and_only_once(alice, mona, ada, hidden, now):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    for stranger in (mona, ada):
        with pytest.raises(NotAllowed):
            actions.grant_access(decider=stranger, request=asked, now=now)
    actions.decline_access(decider=alice, request=asked, now=now)
    with pytest.raises(NotAllowed):
        actions.grant_access(decider=alice, request=asked, now=now)


def test_hidden_groups_spaces_and_articles_can_be_asked_for(alice, mona, erin, gardeners, now):
    from lorehouse.library import actions as library

    circle = groups.found(founder=alice, name="Circle", purpose="p", entry="invitation", now=now)
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    shelf = library.open_space(
        opener=erin, name="Shelf", audience=gardeners.audience, purpose="p", now=now
    )
    for address, thing in (("/groups/circle/people/", circle), ("/library/shelf/", shelf)):
        asked = actions.ask_for_access(asker=mona, address=address, now=now)
        assert thing in (asked.group, asked.space)
        assert AccessRequest.objects.to_decide(alice).filter(pk=asked.pk).exists()


def test_a_flood_of_questions_is_stopped(mona, now):
    for number in range(20):
        actions.ask_for_access(asker=mona, address=f"/items/{number + 10**6}/", now=now)
    with pytest.raises(Unfit):
        actions.ask_for_access(asker=mona, address="/items/1/", now=now)


def test_visitors_are_not_offered_to_ask(client, public, hidden):
    assert "Ask for access" not in client.get("/items/999999/").content.decode()


@pytest.fixture
def told(monkeypatch, now):
    """Lets all followers read; returns the lines of somebody's inbox."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    followers.discover()

    def lines(person):
        followers.run_dry()
        return [
            (one.reason, one.subject.title, one.subject.address)
            for one in inbox.inbox(fresh(person)).lines
        ]

    return lines


def test_deciders_are_told_that_somebody_asks(told, alice, bob, mona, hidden, now):
    actions.ask_for_access(asker=mona, address=hidden, words="For the audit.", now=now)

    assert told(alice) == [("request", "Which soil for figs?", "/access/")]
    assert told(bob) == told(mona) == []


def test_the_asker_is_told_what_was_opened(told, alice, mona, now):
    few = groups.choose(chooser=alice, name="Few", people=[], now=now)
    note = stream.write_note(author=alice, audience=few, body="Figs.", now=now)
    asked = actions.ask_for_access(asker=mona, address=f"/items/{note.pk}/", now=now)
    told(alice)
    actions.grant_access(decider=alice, request=asked, now=now)

    assert told(mona) == [("granted", "Figs.", note.get_absolute_url())]
    assert told(alice) == []
    assert inbox.unread_count(fresh(alice)) == 0


def test_who_is_let_into_a_group_is_led_there_and_has_one_mail(
    told, alice, mona, hidden, gardeners, now
):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    actions.grant_access(decider=alice, request=asked, now=now)

    assert ("granted", "Gardeners", "/groups/gardeners/") in told(mona)
    assert Delivery.objects.filter(person=mona, channel="mail").count() == 1


def test_what_was_opened_and_is_closed_again_is_not_named(told, alice, mona, now):
    few = groups.choose(chooser=alice, name="Few", people=[], now=now)
    note = stream.write_note(author=alice, audience=few, body="Figs.", now=now)
    asked = actions.ask_for_access(asker=mona, address=f"/items/{note.pk}/", now=now)
    actions.grant_access(decider=alice, request=asked, now=now)
    assert told(mona)
    few.holdings.filter(person=mona).delete()

    assert told(mona) == []


def test_being_declined_tells_nothing_and_settles_the_request(told, alice, mona, hidden, now):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    told(alice)
    actions.decline_access(decider=alice, request=asked, now=now)

    assert told(mona) == told(alice) == []
    assert inbox.unread_count(fresh(alice)) == 0


def test_outsiders_decide_nothing(client, carol, mona, hidden, now):
    asked = actions.ask_for_access(asker=mona, address=hidden, now=now)
    client.force_login(carol)

    assert client.post(f"/access/{asked.pk}", {"action": "grant"}).status_code == 404
    assert "Mona" not in client.get("/access/").content.decode()
