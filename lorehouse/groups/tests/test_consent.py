"""Nobody is in a group without having said yes, whatever others do."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.groups import actions
from lorehouse.groups.audiences import audience_ids, forget
from lorehouse.groups.models import Group, Membership
from lorehouse.lib.errors import Refused

STEPS_OF_PEOPLE = [
    "join", "leave", "invite", "admit", "decline", "appoint", "remove", "volunteer", "step_down",
    "change",
]  # fmt: skip
STEPS = st.lists(
    st.tuples(
        st.sampled_from(STEPS_OF_PEOPLE),
        st.integers(0, 3),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(entry=st.sampled_from(Group.Entry.values), steps=STEPS)
def test_members_have_said_yes_and_hold_the_audience(
    entry, steps, alice, mona, carol, ada, now, django_db_blocker
):
    from django.db import transaction

    people = [alice, mona, carol, ada]
    with transaction.atomic():
        group = actions.found(
            founder=alice, name=f"Group {Group.objects.count()}", purpose="p", entry=entry, now=now
        )
        said_yes = {alice.pk}
        for step, one, other in steps:
            try:
                take(step, people[one], people[other], group, said_yes, now)
            except Refused:
                continue
        inside = set(group.memberships.values_list("person_id", flat=True))
        assert inside <= said_yes
        for person in people:
            forget(person)
            if not (person.is_member and group.audience.open_to_members):
                assert (group.audience_id in audience_ids(person)) == (person.pk in inside)
        transaction.set_rollback(True)


def take(step, actor, other, group, said_yes, now):
    """One step of somebody; who says yes is noted, who leaves or is put out is forgotten."""
    request = group.requests.filter(person=other).first()
    if step in {"admit", "decline"} and request is None:
        return
    if step == "join":
        said_yes.add(actor.pk)
    steps = {
        "join": lambda: actions.join(person=actor, group=group, now=now),
        "leave": lambda: actions.leave(person=actor, group=group, now=now),
        "invite": lambda: actions.invite(inviter=actor, group=group, person=other, now=now),
        "appoint": lambda: actions.appoint(steward=actor, group=group, person=other, now=now),
        "step_down": lambda: actions.step_down(steward=actor, group=group, person=other, now=now),
        "volunteer": lambda: actions.volunteer(person=actor, group=group, now=now),
        "admit": lambda: actions.admit(steward=actor, request=request, now=now),
        "decline": lambda: actions.decline(steward=actor, request=request, now=now),
        "remove": lambda: actions.remove(
            steward=actor, group=group, person=other, reason="r", now=now
        ),
        "change": lambda: actions.change(
            steward=actor, group=group, name=group.name, purpose="q", now=now,
            entry=Group.Entry.values[other.pk % 3],
        ),
    }  # fmt: skip
    steps[step]()
    if step in {"leave", "remove"}:
        said_yes.discard(actor.pk if step == "leave" else other.pk)


def test_leaving_takes_the_audience_away_at_once(bob, gardeners, question, now):
    from lorehouse.items.models import Item

    assert Item.objects.visible_to(bob).filter(pk=question.pk).exists()
    actions.leave(person=bob, group=gardeners, now=now)

    assert not Item.objects.visible_to(bob).filter(pk=question.pk).exists()


def test_asking_waits_for_a_steward(alice, mona, now):
    group = actions.found(founder=alice, name="Bees", purpose="p", entry="request", now=now)
    actions.join(person=mona, group=group, now=now)

    assert not Membership.objects.filter(group=group, person=mona).exists()
    actions.admit(steward=alice, request=group.requests.get(), now=now)
    assert Membership.objects.filter(group=group, person=mona).exists()


def test_the_pages_open_and_joining_works(client, mona, alice, now):
    group = actions.found(founder=alice, name="Bees", purpose="p", now=now)
    client.force_login(mona)

    assert client.get("/groups/").status_code == 200
    assert client.get("/groups/new/").status_code == 200
    assert client.post("/groups/bees/membership").status_code == 303
    assert group.memberships.filter(person=mona).exists()
    client.post("/groups/bees/membership", {"action": "leave"})
    assert not group.memberships.filter(person=mona).exists()


@pytest.mark.parametrize("verb", ["post", "delete", "put"])
def test_outsiders_cannot_join_what_they_cannot_see(client, carol, gardeners, verb):
    client.force_login(carol)

    assert getattr(client, verb)("/groups/gardeners/membership").status_code == 404
    assert not gardeners.memberships.filter(person=carol).exists()
