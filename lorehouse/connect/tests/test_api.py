"""The API: the whole way from a question to a published article, and what it refuses."""

import json

import pytest

from lorehouse.connect import actions
from lorehouse.pseudonyms import actions as pseudonyms


def test_the_whole_way(call, alice, bob, erin, space):
    asked = call(alice, "POST", "/items", {"kind": "question", "title": "When to water figs?"})
    assert asked.status_code == 201
    assert next(iter(asked.json())) == "id"
    question = asked.json()["id"]
    answer = call(bob, "POST", f"/items/{question}/replies", {"body": "In the morning."}).json()
    assert answer["kind"] == "answer"
    assert call(alice, "PUT", f"/items/{answer['id']}/vote", {"value": 1}).json()["score"] == 1
    solved = call(alice, "PUT", f"/items/{answer['id']}/acceptance").json()
    assert solved["accepted_answer"] == answer["id"]

    draft = call(
        alice, "POST", f"/items/{question}/distillation", {"space": "handbook", "title": "Figs"}
    )
    assert draft.status_code == 201
    article = draft.json()["id"]
    assert call(alice, "PUT", f"/articles/{article}/submission").status_code == 200
    own = call(alice, "POST", f"/articles/{article}/reviews", {"decision": "approve"})
    assert own.status_code == 403
    assert call(alice, "PUT", f"/articles/{article}/publication").status_code == 422
    made = call(erin, "POST", f"/articles/{article}/reviews", {"decision": "approve", "note": ""})
    assert made.status_code == 201, made.json()
    published = call(erin, "PUT", f"/articles/{article}/publication").json()
    assert published["body"] == "In the morning."
    assert call(erin, "PUT", f"/articles/{article}/publication").status_code == 200

    grown = call(bob, "GET", f"/items/{article}/provenance").json()
    assert grown["credit"] == [{"handle": "bob", "name": "Bob Beech"}]
    became = call(bob, "GET", f"/items/{question}/provenance").json()["became"]
    assert [one["id"] for one in became] == [article]


def test_a_key_lets_a_request_be_repeated(call, alice):
    body = {"kind": "note", "body": "Once."}
    first = call(alice, "POST", "/items", body, HTTP_IDEMPOTENCY_KEY="k1")
    second = call(alice, "POST", "/items", body, HTTP_IDEMPOTENCY_KEY="k1")
    other = call(alice, "POST", "/items", {**body, "body": "Two."}, HTTP_IDEMPOTENCY_KEY="k1")

    assert first.json() == second.json()
    assert second.headers["Idempotent-Replay"] == "true"
    assert other.status_code == 422
    assert len(call(alice, "GET", "/items").json()["results"]) == 1


def test_what_was_refused_may_be_tried_again_with_its_key(call, alice):
    bad = call(alice, "POST", "/items", {"kind": "blog", "body": " "}, HTTP_IDEMPOTENCY_KEY="k2")
    good = call(alice, "POST", "/items", {"kind": "note", "body": "x"}, HTTP_IDEMPOTENCY_KEY="k2")

    assert bad.status_code == 422
    assert good.status_code == 201


def test_unchanged_answers_are_not_sent_twice(call, alice):
    first = call(alice, "GET", "/me")
    second = call(alice, "GET", "/me", HTTP_IF_NONE_MATCH=first.headers["ETag"])

    assert (first.status_code, second.status_code) == (200, 304)


def test_lists_come_in_pages(call, alice):
    for number in range(5):
        call(alice, "POST", "/items", {"kind": "note", "body": f"Note {number}"})
    first = call(alice, "GET", "/items?limit=3&sort=new").json()
    second = call(alice, "GET", f"/items?limit=3&sort=new&cursor={first['next']}").json()

    bodies = [one["body"] for one in first["results"] + second["results"]]
    assert bodies == [f"Note {number}" for number in (4, 3, 2, 1, 0)]
    assert second["next"] is None


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/items", {"kind": "poem", "body": "x"}, 422),
        ("POST", "/items", {"kind": "note", "body": "x", "colour": "red"}, 422),
        ("POST", "/items", {"kind": "note", "body": ""}, 422),
        ("POST", "/items", {"kind": "note", "body": "x", "audience": "group:nowhere"}, 422),
        ("POST", "/items", {"kind": "answer", "body": "x", "reply_to": 999}, 404),
        ("GET", "/items/999", None, 404),
        ("GET", "/items?cursor=nonsense", None, 422),
        ("GET", "/items?limit=0", None, 422),
    ],
)
def test_wrong_requests_get_a_problem_with_a_sentence(call, alice, method, path, body, status):
    answer = call(alice, method, path, body)

    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert len(answer.json()["detail"]) > 10


def test_the_gate_says_where_it_found_what(call, alice):
    text = "Write to dora@house.example or call."
    found = call(alice, "POST", "/disclosure/checks", {"text": text, "audience": "public"}).json()

    assert found["outcome"] == "hold"
    one = found["findings"][0]
    assert text[one["start"] : one["end"]] == "dora@house.example"


def test_changes_by_cookie_need_the_csrf_token(alice):
    from django.test import Client

    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    answer = browser.post(
        "/api/v1/items", json.dumps({"kind": "note", "body": "x"}), content_type="application/json"
    )

    assert answer.status_code == 403


def test_revoked_tokens_open_nothing(call, alice, now):
    from lorehouse.connect.models import Token

    assert call(alice, "GET", "/me").status_code == 200
    actions.revoke_token(by=alice, token=Token.objects.get(), now=now)

    assert call(alice, "GET", "/me").status_code == 401


def test_tokens_are_made_and_revoked_on_a_page(client, alice):
    client.force_login(alice)

    assert "lore_" in client.post("/settings/tokens/", {"name": "report"}).content.decode()
    assert "lore_" not in client.get("/settings/tokens/").content.decode()


def test_search_answers_with_trust_and_counts(call, bob, carol, question, article):
    from lorehouse.ledger import followers

    followers.discover()
    followers.run_dry()
    found = call(bob, "GET", "/search?q=figs").json()

    assert {one["lane"] for one in found["results"]} == {"stream", "library"}
    first = next(one for one in found["results"] if one["id"] == article.pk)
    assert first["trust"][0]["code"] == "review_due"  # the tests' clock stands in the past
    assert found["counts"]["lane"] == {"library": 1, "stream": 1}
    assert call(carol, "GET", "/search?q=figs").json()["results"] == []
    assert call(bob, "GET", "/search?q=figs&cursor=zzz").status_code == 422


def test_outsiders_find_nothing(call, carol, question, answer, article):
    for path in (
        f"/items/{question.pk}",
        f"/items/{answer.pk}",
        f"/articles/{article.pk}",
        f"/items/{question.pk}/replies",
        f"/items/{article.pk}/provenance",
    ):
        assert call(carol, "GET", path).status_code == 404, path
        assert call(None, "GET", path).status_code == 401, path
    assert call(carol, "GET", "/items").json()["results"] == []
    assert call(carol, "GET", "/articles").json()["results"] == []


def test_every_kind_is_posted(call, alice, bob, members):
    post = lambda person, **given: call(person, "POST", "/items", given)  # noqa: E731
    link = post(alice, kind="link", address="https://figs.example/", body="Read this.").json()
    idea = post(alice, kind="idea", title="One greenhouse").json()
    poll = post(alice, kind="poll", body="When?", options=["Monday", "Friday"]).json()
    argument = post(bob, kind="argument", reply_to=idea["id"], body="Glass.", side="against").json()

    assert (
        call(bob, "GET", f"/items/{link['id']}/page").json()["address"] == "https://figs.example/"
    )
    assert call(bob, "GET", f"/items/{idea['id']}/stage").json()["stage"] == "debated"
    assert argument["kind"] == "argument"
    seen = call(bob, "GET", f"/items/{poll['id']}/poll").json()
    assert [one["votes"] for one in seen["options"]] == [None, None]
    monday = seen["options"][0]["id"]
    voted = call(bob, "PUT", f"/items/{poll['id']}/ballot", {"options": [monday]}).json()
    assert [one["votes"] for one in voted["options"]] == [1, 0]
    moved = call(alice, "PUT", f"/items/{idea['id']}/stage", {"stage": "trial"})
    assert moved.json()["stage"] == "trial"
    done = post(bob, kind="experience", reply_to=idea["id"], body="Fine.", outcome="worked")
    assert done.status_code == 201


def test_an_idea_is_decided_with_a_reason_by_those_who_may(call, alice, bob, members):
    idea = call(alice, "POST", "/items", {"kind": "idea", "title": "One greenhouse"}).json()["id"]
    adopted = {"stage": "adopted"}

    assert call(bob, "PUT", f"/items/{idea}/stage", adopted | {"reason": "x"}).status_code == 403
    assert call(alice, "PUT", f"/items/{idea}/stage", adopted).status_code == 422


def test_a_post_under_a_pseudonym_names_nobody(call, alice, bob, gardeners, now):
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    given = {"kind": "note", "body": "Hush.", "group": "gardeners", "pseudonym": "new:gardeners"}
    made = call(bob, "POST", "/items", given).json()

    assert made["author"]["handle"].startswith("~")
    again = call(
        bob,
        "POST",
        f"/items/{made['id']}/replies",
        {"body": "Still.", "pseudonym": made["author"]["handle"]},
    )
    assert again.json()["author"] == made["author"]
    assert "bob" not in call(alice, "GET", f"/items/{made['id']}").text.lower()
