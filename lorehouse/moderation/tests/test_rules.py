"""The rules: published, with an address each, and a history."""

import pytest

from lorehouse.lib.errors import Conflict, Unfit
from lorehouse.moderation import actions
from lorehouse.moderation.models import Rule


def test_a_new_house_has_rules_that_everybody_reads(client, db):
    page = client.get("/rules/").text

    assert "Argue with the idea, not with the person" in page
    assert client.get("/rules/no-advertising/").status_code == 200
    assert client.get("/rules/nowhere/").status_code == 404


def test_moderators_change_a_rule_and_its_former_text_stays(client, mona, respect):
    client.force_login(mona)
    form = {"title": "Be kind", "body": "Or be silent.", "note": "shorter", "base_version": 1}
    client.post("/rules/respect/edit/", form)

    respect.refresh_from_db()
    assert (respect.title, respect.version, respect.slug) == ("Be kind", 2, "respect")
    history = client.get("/rules/respect/history/").text
    assert "shorter" in history
    assert "Argue with the idea" in history


def test_two_who_change_the_same_rule_lose_nothing(client, mona, ada, respect, now):
    actions.change_rule(editor=ada, rule=respect, title="Ada's", body="Ada's text.", now=now)
    client.force_login(mona)
    answer = client.post(
        "/rules/respect/edit/", {"title": "Mona's", "body": "Mona's text.", "base_version": 1}
    )

    assert answer.status_code == 409
    assert "Mona&#39;s text." in answer.text
    respect.refresh_from_db()
    assert respect.title == "Ada's"
    with pytest.raises(Conflict):
        actions.change_rule(editor=mona, rule=respect, title="x", body="x", base_version=1, now=now)


def test_a_new_rule_gets_an_address_of_its_own(client, mona, db):
    client.force_login(mona)
    there = client.post("/rules/new/", {"title": "New", "body": "Nothing new."})["Location"]

    assert there == "/rules/new-2/"  # /rules/new/ is the form
    assert "Nothing new." in client.get(there).text


def test_a_retired_rule_keeps_its_address_and_cannot_be_cited(client, mona, bob, note, respect):
    client.force_login(mona)
    client.post("/rules/respect/retirement")

    assert "No longer in force" in client.get("/rules/respect/").text
    client.force_login(bob)
    answer = client.post(f"/items/{note.pk}/flags", {"rule": "respect", "words": "Look."})
    assert answer.status_code == 422
    assert "no longer in force" in answer.text


def test_the_last_rule_stays(mona, respect, now):
    Rule.objects.exclude(pk=respect.pk).delete()
    with pytest.raises(Unfit, match="at least one"):
        actions.retire_rule(by=mona, rule=respect, now=now)


def test_an_empty_rule_is_not_published(client, mona, db):
    client.force_login(mona)
    answer = client.post("/rules/new/", {"title": "Only a title", "body": "   "})

    assert answer.status_code == 422
    assert "Only a title" in answer.text


@pytest.mark.parametrize("address", ["/rules/new/", "/rules/respect/edit/"])
def test_others_write_no_rules(client, alice, carol, respect, address):
    for person in (alice, carol):
        client.force_login(person)
        assert client.get(address).status_code == 404
        assert client.post(address, {"title": "x", "body": "x"}).status_code == 404
