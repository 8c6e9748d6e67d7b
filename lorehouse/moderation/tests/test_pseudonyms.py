"""What is written under a pseudonym: its owner is its author, and nobody else learns who."""

import pytest
from django.core import mail

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.ledger.book import Entry
from lorehouse.lib.errors import NotAllowed, TooMuch
from lorehouse.moderation import actions, confidence, policy
from lorehouse.moderation.models import Case, Limits
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.stream import actions as stream
from lorehouse.stream.speaking import as_author


@pytest.fixture
def voice(alice, bob, gardeners, now):
    """Bob's pseudonym among the gardeners, whose steward is Alice."""
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    return pseudonyms.take(person=bob, group=gardeners, now=now)


@pytest.fixture
def post(voice, gardeners, now):
    """What Bob wrote under it."""
    return stream.write_note(author=voice, audience=gardeners.audience, body="Nitwits.", now=now)


def test_its_owner_reads_why_it_was_removed_and_appeals_as_the_pseudonym(
    client, alice, bob, erin, post, voice, respect, now
):
    case = actions.remove_item(by=alice, item=post, rule=respect, reason="It insults.", now=now)
    client.force_login(bob)
    assert "It insults." in client.get(f"/moderation/mine/{case.pk}/").text
    assert f"/moderation/mine/{case.pk}/" in client.get("/moderation/mine/").text
    client.post(f"/moderation/mine/{case.pk}/appeal", {"words": "It was a joke."})

    assert Case.objects.get().appeal.words == "It was a joke."
    assert Entry.objects.get(name="moderation.removal_appealed").actor_id == voice.pk
    client.force_login(erin)
    assert client.get(f"/moderation/mine/{case.pk}/").status_code == 404


def test_no_letter_is_sent_for_one(alice, post, respect, now):
    actions.remove_item(by=alice, item=post, rule=respect, reason="It insults.", now=now)
    followers.discover()
    followers.run_dry()

    assert mail.outbox == []


def test_nobody_flags_or_decides_about_their_own_pseudonym(alice, gardeners, respect, now):
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    voice = pseudonyms.take(person=alice, group=gardeners, now=now)
    post = stream.write_note(author=voice, audience=gardeners.audience, body="Nitwits.", now=now)

    with pytest.raises(NotAllowed):
        actions.flag(flagger=alice, item=post, rule=respect, now=now)
    with pytest.raises(NotAllowed):
        actions.remove_item(by=alice, item=post, rule=respect, reason="Mine.", now=now)


def test_one_steward_alone_may_be_its_owner_so_moderators_read_what_is_flagged(
    alice, bob, mona, erin, post, gardeners, respect, now
):
    for person in (mona, erin):
        groups.invite(inviter=alice, group=gardeners, person=person, now=now)
        groups.join(person=person, group=gardeners, now=now)
    Person.objects.filter(pk=mona.pk).update(is_active=False)
    assert not policy.somebody_decides(post)
    Person.objects.filter(pk=mona.pk).update(is_active=True)
    assert policy.somebody_decides(post)


def test_what_is_held_waits_for_its_owner_too(client, bob, erin, voice, gardeners, now):
    held = items.post(
        author=voice, kind="note", lane="stream", audience=gardeners.audience, body="Buy, buy!",
        state=Item.State.DRAFT, now=now,
    )  # fmt: skip
    judged = confidence.Judgement(confidence=confidence.ACT, score=1, signs=("many_links",))
    actions.doubt(item=held, judged=judged, hold=True, now=now)
    client.force_login(bob)
    assert "waits for somebody" in client.get(held.get_absolute_url(), follow=True).text
    assert client.get(f"/items/{held.pk}/edit").status_code == 200

    client.force_login(erin)
    assert client.get(held.get_absolute_url(), follow=True).status_code == 404


def test_the_limits_are_its_owners(bob, voice, gardeners, limited, now):
    Limits.objects.create(pk=1, posts=3)
    inside = gardeners.audience
    stream.write_note(author=bob, audience=inside, body="One.", now=now)
    stream.write_note(author=voice, audience=inside, body="Two.", now=now)
    stream.write_note(author=voice, audience=inside, body="Three.", now=now)

    with pytest.raises(TooMuch):
        as_author(writer=bob, voice=str(voice.pk), body="Four.", now=now)
    with pytest.raises(TooMuch):
        stream.write_note(author=bob, audience=inside, body="Four.", now=now)


def test_what_was_said_under_ones_own_name_raises_no_suspicion_of_the_pseudonym(
    bob, voice, gardeners, limited, now
):
    Limits.objects.create(pk=1)
    words = "Everything for your garden at prices that nobody else can offer: "
    words += " ".join(f"https://shop{n}.example/offer" for n in range(9))
    for _ in range(2):
        stream.write_note(author=bob, audience=gardeners.audience, body=words, now=now)
    flagged = set(Case.objects.values_list("item__author", flat=True))
    stream.write_note(author=voice, audience=gardeners.audience, body=words, now=now)

    assert flagged == {bob.pk}
    assert not Case.objects.filter(item__author=voice).exists()
