"""Half-written texts."""

import pytest

from lorehouse.items.models import Draft


def keep(client, person, key, **fields):
    client.force_login(person)
    return client.post(f"/drafts/{key}", fields)


def test_what_was_typed_is_there_again(client, alice):
    kept = keep(
        client, alice, "stream/new/note", title="Figs", body="half a th", address="/stream/"
    )
    assert kept.status_code == 200

    fields = client.get("/drafts/stream/new/note").json()["fields"]
    assert fields == {"title": "Figs", "body": "half a th", "address": "/stream/"}


def test_the_form_begins_with_the_draft(client, alice, members):
    keep(client, alice, "stream/new/note", body="half a thought")
    assert "half a thought" in client.get("/stream/new/note/").text


def test_put_replaces_and_delete_forgets(client, alice):
    keep(client, alice, "k", body="one")
    client.put("/drafts/k", "body=two", content_type="application/x-www-form-urlencoded")
    assert client.get("/drafts/k").json()["fields"] == {"body": "two"}

    assert client.delete("/drafts/k").status_code == 204
    assert client.get("/drafts/k").status_code == 404


def test_posting_forgets_the_draft(client, alice, members):
    keep(client, alice, "stream/new/note", body="half")
    client.post("/stream/new/note/", {"body": "whole", "audience": members.pk})
    assert not Draft.objects.exists()


def test_unknown_fields_are_not_kept(client, alice):
    keep(client, alice, "k", body="x", csrfmiddlewaretoken="secret")
    assert Draft.objects.get().fields == {"body": "x"}


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_the_list_links_only_into_the_house(client, alice, address):
    keep(client, alice, "k", body="x", address=address)
    assert "address" not in Draft.objects.get().fields
    assert "evil" not in client.get("/drafts/").text


def test_the_list_shows_drafts_and_throws_them_away(client, alice):
    keep(client, alice, "items/3/reply", body="Half an answer", address="/items/3/")
    assert "Half an answer" in client.get("/drafts/").text

    client.post("/drafts/items/3/reply", {"drop": "1"})
    assert "Half an answer" not in client.get("/drafts/").text


def test_too_much_is_refused_in_a_sentence(client, alice):
    answer = keep(client, alice, "k" * 130, body="x")
    assert answer.status_code == 422
    assert "1 to 120 characters" in answer.text


def test_visitors_are_sent_to_sign_in(client, db):
    assert client.get("/drafts/").status_code == 302
    assert client.post("/drafts/k", {"body": "x"}).status_code == 302
    assert not Draft.objects.exists()


def test_carol_sees_nobody_elses_drafts(client, alice, carol):
    keep(client, alice, "k", body="Alice's secret")
    client.force_login(carol)
    assert client.get("/drafts/k").status_code == 404
    assert "secret" not in client.get("/drafts/").text
