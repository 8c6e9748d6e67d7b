"""Pictures in a proposed text are seen by whoever reviews it, and by nobody else."""

import pytest

from lorehouse.items.actions.attaching import attach_bytes
from lorehouse.library import actions as library


@pytest.fixture
def picture(alice, space, now):
    """A picture in Alice's proposal, which she has handed in."""
    file = attach_bytes(uploader=alice, name="pot.png", data=b"\x89PNG", now=now)
    proposal = library.draft(
        writer=alice,
        space=space,
        title="Pots",
        body=f"![pot]({file.get_absolute_url()})",
        now=now,
    )
    return file, proposal


def status(client, person, file):
    client.force_login(person)
    answer = client.get(file.get_absolute_url())
    if answer.streaming:
        answer.getvalue()
    return answer.status_code


def test_reviewers_see_the_picture_once_it_is_handed_in(client, alice, erin, bob, picture, now):
    file, proposal = picture
    assert status(client, alice, file) == 200
    assert status(client, erin, file) == 404
    library.submit(writer=alice, proposal=proposal, now=now)
    assert status(client, erin, file) == 200
    assert status(client, bob, file) == 404


def test_writing_down_an_address_opens_nothing(client, alice, bob, space, now):
    secret = attach_bytes(uploader=alice, name="secret.png", data=b"\x89PNG", now=now)
    library.draft(
        writer=bob, space=space, title="Mine", body=f"![x]({secret.get_absolute_url()})", now=now
    )
    assert status(client, bob, secret) == 404


def test_carol_gets_no_picture_of_a_proposal(client, alice, carol, picture, now):
    file, proposal = picture
    library.submit(writer=alice, proposal=proposal, now=now)
    assert status(client, carol, file) == 404
