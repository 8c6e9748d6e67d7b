"""Who is told of a case inside the house, and that nobody learns who flagged."""

import pytest
from django.core import mail

from lorehouse.ledger import followers
from lorehouse.moderation import actions
from lorehouse.moderation.models import Case, Flag
from lorehouse.notify import actions as notify
from lorehouse.notify import inbox
from lorehouse.notify.models import Delivery
from lorehouse.notify.reasons import REASONS
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


@pytest.fixture
def told(monkeypatch, now):
    """Lets all followers read; returns the lines of somebody's inbox, the latest first."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    followers.discover()

    def lines(person):
        followers.run_dry()
        found = inbox.inbox(Person.objects.get(pk=person.pk)).lines
        return [(one.reason, one.subject.address) for one in found]

    return lines


def unread(person):
    return inbox.unread_count(Person.objects.get(pk=person.pk))


@pytest.fixture
def flagged(bob, note, respect, now):
    """The case that Bob's flag opened about Alice's note."""
    actions.flag(flagger=bob, item=note, rule=respect, words="Hurts.", now=now)
    return Case.objects.get()


def test_those_who_decide_are_told_once_however_many_flag(
    told, flagged, mona, ada, erin, alice, bob, note, respect, now
):
    actions.flag(flagger=erin, item=note, rule=respect, now=now)

    here = ("case", flagged.get_absolute_url())
    assert told(mona) == told(ada) == [here]
    assert told(alice) == told(bob) == told(erin) == []


def test_a_notice_does_not_say_who_flagged(told, client, flagged, mona):
    told(mona)
    client.force_login(mona)
    page = client.get("/inbox/").text

    assert "Something waits for you to decide" in page
    assert "Bob" not in page
    assert "Hurts." not in page


def test_stewards_are_told_of_their_group_and_moderators_outside_are_not(
    told, alice, bob, mona, erin, gardeners, respect, now
):
    from lorehouse.groups import actions as groups

    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    note = stream.write_note(author=bob, audience=gardeners.audience, body="Nitwits.", now=now)
    actions.flag(flagger=erin, item=note, rule=respect, now=now)

    assert [one[0] for one in told(alice)] == ["case"]
    assert told(mona) == []


def test_a_decision_leaves_the_others_nothing_to_do(told, flagged, mona, ada, now):
    told(mona)
    actions.keep(by=ada, case=flagged, now=now)
    told(mona)

    assert unread(mona) == unread(ada) == 0


def test_authors_are_told_in_the_inbox_and_have_one_mail(told, removed, alice, now):
    wanted = {reason: ["inbox", "mail"] for reason in REASONS}
    preferences = notify.preferences_of(alice, now=now)
    preferences.chosen = wanted
    preferences.save()

    assert told(alice) == [("removed", f"/moderation/mine/{removed.pk}/")]
    assert len([one for one in mail.outbox if alice.email in one.to]) == 1
    assert not Delivery.objects.filter(person=alice, channel="mail").exists()


def test_an_appeal_is_for_others_than_who_removed_it(told, removed, alice, mona, ada, now):
    appeal = actions.appeal(author=alice, case=removed, words="A joke.", now=now)
    assert told(ada) == [("case", removed.get_absolute_url())]
    assert told(mona) == []
    actions.decide_appeal(by=ada, appeal=appeal, granted=True, now=now)

    assert [one[0] for one in told(alice)][:1] == ["appeal"]
    assert unread(alice) == 1
    assert unread(ada) == 0


def test_what_is_taken_back_settles_that_it_was_removed(told, removed, alice, mona, now):
    told(alice)
    actions.take_back(by=mona, case=removed, now=now)

    assert told(alice)[0][0] == "restored"
    assert unread(alice) == 1


def test_who_decides_no_more_reads_no_line(told, flagged, mona):
    assert told(mona)
    Person.objects.filter(pk=mona.pk).update(role="member")

    assert told(mona) == []


def test_the_closed_are_told_nothing(told, flagged, mona, ada, alice, now):
    Person.objects.filter(pk=mona.pk).update(is_active=False)

    assert told(mona) == []
    assert Flag.objects.count() == 1
    assert [one[0] for one in told(ada)] == ["case"]
