"""Flags: by anybody who reads it, seen by those who decide."""

import json

import pytest

from lorehouse.connect import actions as connect
from lorehouse.ledger.models import Entry
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.moderation import actions
from lorehouse.moderation.models import Case, Flag


def flag(client, person, item, **fields):
    client.force_login(person)
    return client.post(f"/items/{item.pk}/flags", {"rule": "respect", **fields})


def test_a_flag_cites_a_rule_and_opens_a_case(client, bob, note, respect):
    answer = flag(client, bob, note, words="Hurts.")

    assert answer.status_code == 302
    made = Flag.objects.get()
    assert (made.rule, made.words, made.case.item_id) == (respect, "Hurts.", note.pk)
    assert Entry.objects.filter(name="moderation.item_flagged").count() == 1


def test_without_a_rule_nothing_is_flagged_and_the_words_stay(client, bob, note):
    answer = flag(client, bob, note, rule="", words="My words.")

    assert answer.status_code == 422
    assert "My words." in answer.text
    assert not Case.objects.exists()


def test_flags_of_several_people_are_one_case(client, bob, erin, note, respect):
    flag(client, bob, note)
    flag(client, erin, note)
    flag(client, erin, note, words="Once more.")

    assert Case.objects.count() == 1
    assert sorted(Flag.objects.values_list("words", flat=True)) == ["", "Once more."]


def test_those_who_decide_see_who_flagged_and_nobody_else_does(
    client, alice, bob, erin, mona, note, respect
):
    flag(client, bob, note, words="Hurts badly.")
    case = Case.objects.get()

    client.force_login(mona)
    page = client.get(f"/moderation/cases/{case.pk}/").text
    assert "Bob Beech" in page
    assert "Hurts badly." in page
    for person in (alice, erin, bob):
        client.force_login(person)
        assert client.get(f"/moderation/cases/{case.pk}/").status_code == 404
        for address in ("/moderation/mine/", note.get_absolute_url(), "/moderation/log/"):
            shown = client.get(address, follow=True).text
            assert "Hurts badly." not in shown
            assert person is bob or "Bob Beech" not in shown


def test_one_does_not_flag_what_one_wrote(client, alice, note, respect, now):
    assert flag(client, alice, note).status_code == 404
    with pytest.raises(NotAllowed):
        actions.flag(flagger=alice, item=note, rule=respect, now=now)


def test_the_menu_of_what_others_wrote_offers_it(client, alice, bob, mona, note):
    way = f"/items/{note.pk}/flags"
    client.force_login(bob)
    assert way in client.get(f"/stream/{note.pk}/", follow=True).text
    client.force_login(alice)
    assert way not in client.get(f"/stream/{note.pk}/", follow=True).text
    client.force_login(mona)
    assert f"/items/{note.pk}/case" in client.get(f"/stream/{note.pk}/", follow=True).text


def test_flagging_by_the_api(client, bob, note, respect, now):
    _, word = connect.make_token(person=bob, now=now)

    def send(body):
        return client.post(
            f"/api/v1/items/{note.pk}/flags",
            json.dumps(body),
            content_type="application/json",
            headers={"authorization": f"Bearer {word}"},
        )

    assert send({"rule": "nonsense"}).status_code == 422
    answer = send({"rule": "respect", "words": "Hurts."})
    assert answer.status_code == 201
    assert answer.json() == {"item": note.pk, "rule": "respect", "words": "Hurts."}
    rules = client.get("/api/v1/rules", headers={"authorization": f"Bearer {word}"}).json()
    assert "respect" in {one["slug"] for one in rules["results"]}


def test_too_long_a_word_is_refused_with_a_sentence(bob, note, respect, now):
    with pytest.raises(Unfit, match="at most 500"):
        actions.flag(flagger=bob, item=note, rule=respect, words="x" * 501, now=now)


def test_carol_does_not_learn_by_flagging_that_something_exists(client, carol, question):
    assert flag(client, carol, question).status_code == 404
    assert client.get(f"/items/{question.pk}/flags").status_code == 404
    assert not Case.objects.exists()
