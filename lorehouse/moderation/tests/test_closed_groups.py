"""What is said behind a door stays there, also when it is flagged, removed and counted."""

import pytest

from lorehouse.groups import actions as groups
from lorehouse.moderation import actions
from lorehouse.moderation.models import Appeal, Case
from lorehouse.people.models import Person

SECRET = "Half loam"


@pytest.fixture
def dora(alice, gardeners, now, members, public):
    """Dora is a gardener, and no steward."""
    dora = Person.objects.create_user("dora@house.example", name="Dora Dill", handle="dora")
    groups.join(person=dora, group=gardeners, now=now)
    return dora


def flagged(dora, answer, respect, now, **more):
    return actions.flag(flagger=dora, item=answer, rule=respect, now=now, **more).case


def test_a_steward_decides_in_the_group_and_house_moderators_see_nothing(
    client, alice, mona, dora, answer, respect, now
):
    case = flagged(dora, answer, respect, now)

    client.force_login(alice)
    assert SECRET in client.get(case.get_absolute_url()).text
    client.force_login(mona)
    assert client.get(case.get_absolute_url()).status_code == 404
    assert SECRET not in client.get("/moderation/").text


def test_who_flags_may_show_this_one_text_to_the_house(
    client, mona, dora, question, answer, respect, now
):
    case = flagged(dora, answer, respect, now, show_to_house=True)

    client.force_login(mona)
    assert SECRET in client.get(case.get_absolute_url()).text
    assert client.get(f"/stream/{question.pk}/", follow=True).status_code == 404


def test_what_the_only_steward_wrote_is_decided_by_the_house(
    client, mona, bob, question, respect, now
):
    """Otherwise Alice would be beyond all rules in her own group."""
    case = actions.flag(flagger=bob, item=question, rule=respect, now=now).case
    case.refresh_from_db()

    assert case.is_open_to_house
    client.force_login(bob)
    actions.remove(by=mona, case=case, rule=respect, reason="Harsh.", now=now)
    assert client.get(f"/stream/{question.pk}/", follow=True).status_code == 404


def test_where_nobody_else_decides_an_appeal_goes_to_the_house(
    client, alice, bob, mona, answer, respect, now
):
    case = actions.remove_item(by=alice, item=answer, rule=respect, reason="Harsh.", now=now)
    assert not Case.objects.visible_to(mona).exists()
    client.force_login(bob)
    assert "will read this one text" in client.get(f"/moderation/mine/{case.pk}/").text

    made = actions.appeal(author=bob, case=case, words="It is only soil.", now=now)
    assert not Appeal.objects.visible_to(alice).exists()
    actions.decide_appeal(by=mona, appeal=made, granted=True, now=now)
    answer.refresh_from_db()
    assert answer.state == "live"


def test_the_log_counts_it_for_all_and_lists_it_only_for_the_group(
    client, alice, bob, carol, mona, answer, respect, now
):
    actions.remove_item(by=alice, item=answer, rule=respect, reason="Loamy.", now=now)
    pages = {}
    for person in (bob, carol, mona, None):
        client.logout()
        if person:
            client.force_login(person)
        pages[person and person.handle] = client.get("/moderation/log/").text

    for page in pages.values():
        assert "Argue with the idea" in page
        assert SECRET not in page
        assert "Loamy" not in page
        assert "Gardeners" not in page.split('id="main"')[1]
    assert 'id="entries"' in pages["bob"]
    assert all('id="entries"' not in pages[who] for who in ("carol", "mona", None))


def test_carol_learns_nothing_of_cases_in_the_group(client, carol, alice, answer, respect, now):
    case = actions.remove_item(by=alice, item=answer, rule=respect, reason="Harsh.", now=now)
    client.force_login(carol)
    for address in (
        case.get_absolute_url(),
        f"/moderation/mine/{case.pk}/",
        f"/items/{answer.pk}/",
        f"/items/{answer.pk}/case",
    ):
        assert client.get(address).status_code == 404
