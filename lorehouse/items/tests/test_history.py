"""Earlier versions, and who may read them."""

import pytest

from lorehouse.items import actions as items


@pytest.fixture
def edited(alice, question, now):
    """The question, in its third version."""
    for body, note in [("In *tubs*.", "Tubs"), ("In *boxes*.", "Boxes")]:
        items.edit(editor=alice, item=question, title=question.title, body=body, note=note, now=now)
    question.refresh_from_db()
    return question


def test_the_newest_change_is_shown_first(client, bob, edited):
    client.force_login(bob)
    page = client.get(f"/items/{edited.pk}/history/").text
    assert "From version 2 to version 3" in page
    assert "<mark>tubs</mark>" in page and "<mark>boxes</mark>" in page
    assert "pots" not in page


def test_any_two_versions_can_be_compared(client, bob, edited):
    client.force_login(bob)
    page = client.get(f"/items/{edited.pk}/history/?old=1&new=3").text
    assert "pots" in page


@pytest.mark.parametrize("query", ["old=9", "new=x", "new=-1"])
def test_a_version_that_never_was_is_not_found(client, bob, edited, query):
    client.force_login(bob)
    assert client.get(f"/items/{edited.pk}/history/?{query}").status_code == 404


def test_an_item_nobody_edited_has_one_version(client, bob, question):
    client.force_login(bob)
    page = client.get(f"/items/{question.pk}/history/").text
    assert "First text" in page


def test_what_was_said_before_more_people_could_read_it_stays_with_the_first(
    client, alice, bob, erin, edited, members, now
):
    items.change_audience(by=alice, item=edited, audience=members, now=now)

    client.force_login(erin)
    assert client.get(f"/items/{edited.pk}/history/?old=1").status_code == 404
    page = client.get(f"/items/{edited.pk}/history/").text
    assert "pots" not in page and "tubs" not in page
    client.force_login(bob)
    assert "tubs" in client.get(f"/items/{edited.pk}/history/").text


def test_carol_reads_no_version(client, carol, edited):
    client.force_login(carol)
    assert client.get(f"/items/{edited.pk}/history/").status_code == 404
