"""Appeals: once, decided by somebody other than who removed it."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.lib.errors import Conflict, NotAllowed, Refused, Unfit
from lorehouse.moderation import actions
from lorehouse.moderation.models import Appeal, Case
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


def test_the_author_appeals_and_somebody_else_brings_it_back(
    client, alice, mona, ada, removed, note
):
    client.force_login(alice)
    client.post(f"/moderation/mine/{removed.pk}/appeal", {"words": "It was a joke."})
    client.force_login(ada)
    assert "It was a joke." in client.get("/moderation/").text
    client.post(f"/moderation/cases/{removed.pk}/appeal", {"decision": "restore"})

    assert Item.objects.live().filter(pk=note.pk).exists()
    assert (Appeal.objects.get().outcome, Appeal.objects.get().decided_by) == ("granted", ada)
    followers.discover()
    followers.run_dry()
    assert "is back" in mail.outbox[-1].subject


def test_who_removed_it_finds_nothing_to_decide(client, alice, mona, removed, now):
    actions.appeal(author=alice, case=removed, words="A joke.", now=now)
    client.force_login(mona)
    answer = client.post(f"/moderation/cases/{removed.pk}/appeal", {"decision": "restore"})

    assert answer.status_code == 404
    assert "Somebody else decides it" in client.get(removed.get_absolute_url()).text
    with pytest.raises(NotAllowed):
        actions.take_back(by=mona, case=removed, now=now)


def test_a_refusal_has_a_reason_and_the_author_reads_it(client, alice, ada, removed, now):
    made = actions.appeal(author=alice, case=removed, words="A joke.", now=now)
    with pytest.raises(Unfit, match="why it stays away"):
        actions.decide_appeal(by=ada, appeal=made, granted=False, now=now)
    actions.decide_appeal(by=ada, appeal=made, granted=False, reason="Not to them.", now=now)

    client.force_login(alice)
    assert "Not to them." in client.get(f"/moderation/mine/{removed.pk}/").text
    with pytest.raises(NotAllowed, match="once"):
        actions.appeal(author=alice, case=removed, words="Please.", now=now)
    with pytest.raises(Conflict):
        actions.decide_appeal(by=ada, appeal=made, granted=True, now=now)


def test_an_appeal_without_words_keeps_the_page(client, alice, removed):
    client.force_login(alice)
    answer = client.post(f"/moderation/mine/{removed.pk}/appeal", {"words": ""})

    assert answer.status_code == 422
    assert "You **nitwits**." in answer.text


def test_the_database_holds_it_too(alice, mona, removed, now):
    made = actions.appeal(author=alice, case=removed, words="A joke.", now=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.filter(pk=made.pk).update(decided_by=mona, outcome="granted")


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["remove", "take_back", "appeal", "grant", "refuse", "keep", "claim"]),
        st.sampled_from(["mona", "ada", "max", "alice", "bob"]),
    ),
    min_size=4,
    max_size=14,
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_whatever_people_try_no_appeal_is_decided_by_who_removed_it(
    alice, bob, mona, ada, members, respect, now, steps
):
    people = {"alice": alice, "bob": bob, "mona": mona, "ada": ada}
    people["max"], _ = Person.objects.get_or_create(
        email="max@house.example", handle="max", name="Max", role="moderator"
    )
    note = stream.write_note(author=alice, audience=members, body="Rude.", now=now)
    for step, who in [("remove", "mona"), ("appeal", "alice"), *steps]:
        attempt(step, people[who], note, respect, now)

    decided = Appeal.objects.filter(case__item=note).exclude(outcome="")
    assert all(one.decided_by_id not in {None, one.removed_by_id, alice.pk} for one in decided)
    newest = Case.objects.filter(item=note).exclude(outcome="").order_by("-pk").first()
    gone = Item.objects.get(pk=note.pk).state == "removed"
    assert gone == (newest.outcome == "removed")
    assert not (gone and decided.filter(case=newest, outcome="granted").exists())


def attempt(step, person, note, rule, now):
    """Try something; the house may refuse it."""
    item = Item.objects.select_related("author", "audience").get(pk=note.pk)
    case = Case.objects.filter(item=item).order_by("-pk").first()
    appeal = Appeal.objects.filter(case=case).first()
    try:
        if step == "remove" and item.state == "live":
            actions.remove_item(by=person, item=item, rule=rule, reason="No.", now=now)
        elif step == "take_back":
            actions.take_back(by=person, case=case, now=now)
        elif step == "appeal":
            actions.appeal(author=person, case=case, words="Yes.", now=now)
        elif step in {"grant", "refuse"} and appeal:
            granted = step == "grant"
            actions.decide_appeal(by=person, appeal=appeal, granted=granted, reason="So.", now=now)
        elif step == "keep":
            actions.keep(by=person, case=case, now=now)
        elif step == "claim":
            actions.claim(by=person, case=case, on=True, now=now)
    except Refused:
        pass


def test_carol_cannot_appeal_for_alice(client, carol, removed):
    client.force_login(carol)
    answer = client.post(f"/moderation/mine/{removed.pk}/appeal", {"words": "For Alice."})
    assert answer.status_code == 404
