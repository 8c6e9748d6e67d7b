"""What stewards look after: requests, the purpose, the welcome, each other, and reasons told."""

import pytest

from lorehouse.groups import actions
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import EndedMembership, Group
from lorehouse.lib.errors import NotAllowed, Unfit


@pytest.fixture
def bees(alice, now):
    """A group one asks to be let into, with a welcome."""
    return actions.found(
        founder=alice, name="Bees", purpose="Keep bees.", entry="request", welcome="Hum!", now=now
    )


def test_a_request_carries_a_word_and_its_asker_is_told_no(client, alice, mona, bees):
    client.force_login(mona)
    client.post("/groups/bees/membership", {"words": "I have two hives."})
    client.force_login(alice)
    assert "I have two hives." in client.get("/groups/bees/settings/").content.decode()
    asked = bees.requests.get()
    client.post(f"/groups/bees/requests/{asked.pk}", {"action": "decline", "words": "In spring."})

    client.force_login(mona)
    assert "In spring." in client.get("/groups/bees/").content.decode()
    assert not bees.memberships.filter(person=mona).exists()


def test_one_may_ask_again_and_only_then_be_let_in(alice, mona, bees, now):
    asked = actions.join(person=mona, group=bees, now=now)
    actions.decline(steward=alice, request=asked, answer="Full.", now=now)
    with pytest.raises(Unfit):
        actions.admit(steward=alice, request=asked, now=now)

    again = actions.join(person=mona, group=bees, words="Please.", now=now)
    assert again.pk == asked.pk
    assert again.answer == ""
    actions.admit(steward=alice, request=again, now=now)
    assert bees.memberships.filter(person=mona).exists()


def test_the_purpose_keeps_its_history(client, alice, mona, bees, now):
    actions.change(
        steward=alice, group=bees, name="Bees", purpose="Keep wild bees.", entry="open", now=now
    )
    client.force_login(mona)
    page = client.get("/groups/bees/purpose/").content.decode()

    assert "Keep wild bees." in page
    assert "Keep bees." in page


def test_new_members_are_welcomed_once(client, mona, bees, alice, now):
    actions.admit(steward=alice, request=actions.join(person=mona, group=bees, now=now), now=now)
    client.force_login(mona)
    assert "Hum!" in client.get("/groups/bees/").content.decode()
    client.post("/groups/bees/welcome")

    assert "Hum!" not in client.get("/groups/bees/").content.decode()


def test_a_membership_ends_with_a_reason_that_is_told(client, alice, bob, gardeners, now):
    with pytest.raises(Unfit):
        actions.remove(steward=alice, group=gardeners, person=bob, reason=" ", now=now)
    client.force_login(alice)
    client.post("/groups/gardeners/members/bob", {"action": "remove", "words": "Spam."})

    assert gardeners.audience_id not in audience_ids(bob.__class__.objects.get(pk=bob.pk))
    client.force_login(bob)
    assert "Spam." in client.get("/groups/").content.decode()
    client.post(f"/groups/ended/{EndedMembership.objects.get().pk}")
    assert "Spam." not in client.get("/groups/").content.decode()


def test_a_group_keeps_a_steward(alice, bob, gardeners, now):
    with pytest.raises(Unfit):
        actions.step_down(steward=alice, group=gardeners, person=alice, now=now)
    actions.appoint(steward=alice, group=gardeners, person=bob, now=now)
    actions.step_down(steward=bob, group=gardeners, person=alice, now=now)

    stewards = gardeners.memberships.filter(is_steward=True)
    assert [one.person for one in stewards] == [bob]
    assert gardeners.memberships.filter(person=alice).exists()


def test_one_steward_does_not_put_out_another(alice, bob, gardeners, now):
    actions.appoint(steward=alice, group=gardeners, person=bob, now=now)

    with pytest.raises(Unfit):
        actions.remove(steward=alice, group=gardeners, person=bob, reason="r", now=now)


def test_where_no_steward_is_left_a_member_takes_it_up(client, alice, bob, gardeners, now):
    with pytest.raises(NotAllowed):
        actions.volunteer(person=bob, group=gardeners, now=now)
    actions.leave(person=alice, group=gardeners, now=now)
    client.force_login(bob)
    client.post("/groups/gardeners/stewards/bob")

    assert gardeners.memberships.get(person=bob).is_steward


def test_leaving_tells_nobody(alice, bob, gardeners, now, mailoutbox):
    actions.leave(person=bob, group=gardeners, now=now)

    assert not EndedMembership.objects.exists()
    assert mailoutbox == []


def test_an_invitation_can_be_declined(client, alice, mona, now):
    circle = actions.found(founder=alice, name="Circle", purpose="p", entry="invitation", now=now)
    actions.invite(inviter=alice, group=circle, person=mona, now=now)
    client.force_login(mona)
    assert client.get("/groups/circle/").status_code == 200
    client.post("/groups/circle/membership", {"action": "leave"})

    assert not circle.invitations.exists()
    assert not circle.memberships.filter(person=mona).exists()
    assert client.get("/groups/circle/").status_code == 404


@pytest.mark.parametrize(
    "address", ["purpose/", "welcome", "stewards/alice", "members/bob", "settings/"]
)
def test_outsiders_do_not_learn_that_the_group_exists(client, carol, gardeners, address):
    client.force_login(carol)

    for verb in (client.get, client.post):
        assert verb(f"/groups/gardeners/{address}").status_code in {404, 405}


def test_the_list_names_a_group_once_and_says_how_to_get_in(client, alice, mona, now):
    entries = {"Invites": Group.Entry.OPEN, "Asks": Group.Entry.REQUEST}
    for name, entry in entries.items():
        actions.found(founder=alice, name=name, purpose="p", entry=entry, now=now)
    invites = Group.objects.get(slug="invites")
    actions.invite(inviter=alice, group=invites, person=mona, now=now)
    client.force_login(mona)
    page = client.get("/groups/").content.decode()

    assert page.count('<h3><a href="/groups/invites/">') == 1
    assert "Say yes" in page
    assert 'aria-label="Ask to join Asks"' in page
