"""Lists and feeds through the API."""

import json

from lorehouse.groups import actions as groups
from lorehouse.stream import actions as stream


def test_a_list_from_its_first_entry_to_its_end(call, alice, bob, erin, question, members, now):
    note = stream.write_note(author=alice, audience=members, title="Soil", body="Loam.", now=now)
    made = call(bob, "POST", "/lists", {"title": "Figs", "audience": "members"})
    assert made.status_code == 201
    kept = made.json()["id"]
    for item in (question, note):
        path = f"/lists/{kept}/entries/{item.pk}"
        assert call(bob, "PUT", path, {"note": f"See {item.pk}"}).status_code == 204

    seen = call(bob, "GET", f"/lists/{kept}").json()
    assert [one["item"]["id"] for one in seen["entries"]] == [question.pk, note.pk]
    less = call(erin, "GET", f"/lists/{kept}").json()
    assert [one["item"]["id"] for one in less["entries"]] == [note.pk]
    assert str(question.pk) not in json.dumps([one["note"] for one in less["entries"]])

    assert call(erin, "PUT", f"/lists/{kept}/following").status_code == 204
    assert [one["id"] for one in call(erin, "GET", "/lists").json()["followed"]] == [kept]
    assert call(erin, "DELETE", f"/lists/{kept}/following").status_code == 204
    assert call(erin, "PATCH", f"/lists/{kept}", {"title": "Mine"}).status_code == 403

    assert call(bob, "PATCH", f"/lists/{kept}", {"audience": "me"}).json()["audience"] == "me"
    assert call(erin, "GET", f"/lists/{kept}").status_code == 404
    assert call(bob, "DELETE", f"/lists/{kept}/entries/{note.pk}").status_code == 204
    assert call(bob, "DELETE", f"/lists/{kept}").status_code == 204


def test_one_s_own_feed_says_why(call, alice, bob, question, now):
    groups.follow(person=bob, kind="person", target_id=alice.pk, now=now)
    found = call(bob, "GET", "/feed?sort=for-you").json()["results"]
    assert [(one["id"], one["reason"]["kind"]) for one in found] == [(question.pk, "person")]
    for path in ("/feed", "/feed?sort=top", "/feed?person=alice&tag=figs"):
        assert [one["reason"] for one in call(bob, "GET", path).json()["results"]] == [None]
    assert call(bob, "GET", "/feed?sort=loud").status_code == 422


def test_carol_gets_nothing_of_them(call, carol, alice, bob, gardeners, question, now):
    made = call(bob, "POST", "/lists", {"title": "Figs", "audience": "group:gardeners"}).json()
    assert call(carol, "GET", f"/lists/{made['id']}").status_code == 404
    assert call(carol, "GET", "/feed?group=gardeners").json()["results"] == []
    assert call(carol, "GET", "/feed?person=alice&tag=figs").json()["results"] == []
