"""Following, pins and access requests through the API."""

import pytest

from lorehouse.bridge import actions as bridge
from lorehouse.bridge.models import AccessRequest
from lorehouse.groups.models import Group
from lorehouse.items import actions as items
from lorehouse.ledger.book import Entry
from lorehouse.stream import actions as stream


def test_people_groups_tags_and_lists_are_followed_and_no_longer(
    call, alice, bob, gardeners, question, members, now
):
    kept = items.open_list(keeper=alice, title="Figs", audience=members, now=now)
    ways = ["/people/alice", "/groups/gardeners", "/tags/figs", f"/lists/{kept.pk}"]
    for way in ways:
        assert call(bob, "PUT", f"{way}/following").status_code == 204
        assert call(bob, "PUT", f"{way}/following").status_code == 204

    found = call(bob, "GET", "/me/following").json()
    assert [one["handle"] for one in found["people"]] == ["alice"]
    assert [(one["slug"], one["is_in"]) for one in found["groups"]] == [("gardeners", True)]
    assert found["tags"] == ["figs"]
    assert [one["id"] for one in found["lists"]] == [kept.pk]

    for way in ways:
        assert call(bob, "DELETE", f"{way}/following").status_code == 204
    assert not any(call(bob, "GET", "/me/following").json().values())


def test_one_does_not_follow_oneself(call, bob):
    assert call(bob, "PUT", "/people/bob/following").status_code == 422


def test_nobody_else_learns_whom_one_follows(call, alice, bob):
    call(bob, "PUT", "/people/alice/following")
    assert not any(call(alice, "GET", "/me/following").json().values())


def test_what_one_may_no_longer_see_is_not_told_of(call, alice, bob, question, gardeners, now):
    Group.objects.filter(pk=gardeners.pk).update(entry="invitation")
    call(bob, "PUT", "/groups/gardeners/following")
    call(bob, "DELETE", "/groups/gardeners/membership")

    assert call(bob, "GET", "/me/following").json()["groups"] == []


def test_a_steward_pins_and_takes_down(call, alice, bob, question, gardeners, now):
    pin = f"/groups/gardeners/pins/{question.pk}"
    assert call(bob, "PUT", pin).status_code == 403
    assert call(alice, "PUT", pin).status_code == 204
    (found,) = call(bob, "GET", "/groups/gardeners/pins").json()["results"]
    assert (found["item"], found["title"], found["decision"]) == (
        question.pk,
        question.title,
        False,
    )

    assert call(alice, "PUT", pin, {"decision": True}).status_code == 204
    (found,) = call(bob, "GET", "/groups/gardeners/pins").json()["results"]
    assert found["decision"]
    assert call(bob, "DELETE", pin).status_code == 403
    assert call(alice, "DELETE", pin).status_code == 204
    assert call(alice, "GET", "/groups/gardeners/pins").json()["results"] == []


def test_a_reply_is_no_pin(call, alice, answer, gardeners):
    refused = call(alice, "PUT", f"/groups/gardeners/pins/{answer.pk}")

    assert refused.status_code == 422
    assert "Only conversations and articles" in refused.json()["detail"]


@pytest.mark.parametrize(("decision", "is_invited"), [("grant", True), ("decline", False)])
def test_access_is_asked_for_and_decided(
    call, alice, mona, question, gardeners, decision, is_invited
):
    asked = call(mona, "POST", "/access-requests", {"address": f"/items/{question.pk}/"})
    assert asked.status_code == 201
    (waiting,) = call(alice, "GET", "/access-requests").json()["waiting"]
    assert (waiting["asker"]["handle"], waiting["item"]) == ("mona", question.pk)

    path = f"/access-requests/{waiting['id']}/decision"
    assert call(mona, "PUT", path, {"decision": "grant"}).status_code == 404
    assert call(alice, "PUT", path, {"decision": decision}).status_code == 204
    assert call(alice, "PUT", path, {"decision": decision}).status_code == 404
    assert call(alice, "GET", "/access-requests").json()["waiting"] == []
    assert gardeners.invitations.filter(person=mona).exists() is is_invited
    (mine,) = call(mona, "GET", "/access-requests").json()["results"]
    assert mine["granted"] is is_invited


def test_there_nowhere_and_declined_look_the_same(call, alice, mona, question, now):
    addresses = [f"/items/{question.pk}/", "/items/999999/"]
    answers = [call(mona, "POST", "/access-requests", {"address": one}) for one in addresses]
    there = AccessRequest.objects.get(address=addresses[0])
    bridge.decline_access(decider=alice, request=there, now=now)
    listed = call(mona, "GET", "/access-requests").json()["results"]

    for many in ([one.json() for one in answers], listed):
        left, right = ({**one, "id": 0, "at": "", "address": ""} for one in many)
        assert left == right


@pytest.mark.parametrize(
    "body", [{"address": "elsewhere"}, {}, {"address": "/items/1/", "words": "x" * 501}]
)
def test_what_is_no_request_is_refused_with_a_sentence(call, mona, body):
    refused = call(mona, "POST", "/access-requests", body)

    assert refused.status_code == 422
    assert refused.json()["detail"]


def test_carol_learns_nothing(call, carol, alice, bob, question, gardeners, members, now):
    stream.write_note(author=alice, audience=gardeners.audience, body="x", tags=["quiet"], now=now)
    bridge.pin(steward=alice, group=gardeners, item=question, is_decision=False, now=now)
    before = Entry.objects.count()
    for method, path in [
        ("PUT", "/tags/quiet/following"),
        ("PUT", "/tags/nowhere/following"),
        ("PUT", "/groups/gardeners/following"),
        ("DELETE", "/groups/gardeners/following"),
        ("PUT", "/people/bob/following"),
        ("GET", "/groups/gardeners/pins"),
        ("PUT", f"/groups/gardeners/pins/{question.pk}"),
        ("DELETE", f"/groups/gardeners/pins/{question.pk}"),
    ]:
        assert call(carol, method, path).status_code == 404, path
    assert call(carol, "GET", "/access-requests").json() == {
        "waiting": [],
        "results": [],
        "next": None,
    }
    assert Entry.objects.count() == before + 1  # her token
