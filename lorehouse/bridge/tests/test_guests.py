"""An outside person sees only what is shared with them, and no directory in any corner."""

import json

import pytest

from lorehouse.groups import actions as groups
from lorehouse.ledger import followers
from lorehouse.stream import actions as stream

ADDRESSES = [
    "/", "/stream/", "/groups/", "/tags/", "/tags/?complete=f", "/following/", "/access/",
    "/suggest/?q=ali", "/suggest/?q=bob", "/search/?q=Alice", "/search/?q=figs",
    "/search/?q=from:alice", "/suggest/similar?title=Which+soil+for+figs", "/people/",
    "/people/alice/", "/groups/gardeners/", "/groups/gardeners/people/", "/settings/people/",
    "/api/v1/groups", "/api/v1/me", "/api/v1/search?q=figs", "/api/v1/suggest?q=ali",
    "/api/v1/items",
]  # fmt: skip


@pytest.fixture
def house(alice, bob, gardeners, question, answer, article, carol, now):
    """A house in which nothing is shared with Carol but one circle with Bob."""
    circle = groups.found(founder=bob, name="Circle", purpose="Ours.", entry="invitation", now=now)
    groups.invite(inviter=bob, group=circle, person=carol, now=now)
    groups.join(person=carol, group=circle, now=now)
    stream.write_note(author=bob, audience=circle.audience, body="Hello Carol.", now=now)
    followers.discover()
    followers.run_dry()
    return circle


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_guest_reads_of_nobody_who_shares_nothing_with_them(client, house, carol, address):
    client.force_login(carol)
    answer = client.get(address)
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content

    for word in ("Alice", "Amber", "alice@", "Gardeners", "loam", "Potting"):
        asked = word.lower() in address.lower()
        assert asked or word not in said.decode(), f"{word} at {address}"


def test_what_is_shared_with_them_they_see(client, house, carol):
    client.force_login(carol)
    page = client.get("/groups/circle/").content.decode()

    assert "Hello Carol." in page
    assert "Bob Beech" in page  # its steward, and who wrote it


def test_a_guest_is_told_of_no_number_of_people(client, house, carol, bob):
    client.force_login(carol)
    told = json.loads(client.get("/api/v1/groups").content)
    assert [one["people"] for one in told["results"]] == [None]
    client.force_login(bob)
    told = json.loads(client.get("/api/v1/groups/circle").content)

    assert told["people"] == 2


def test_a_guest_completes_no_names_of_strangers(client, house, carol, alice, now):
    client.force_login(carol)
    answer = client.post("/groups/circle/invitations", {"handle": "alice"})

    assert answer.status_code == 422
    assert not house.invitations.filter(person=alice).exists()
