"""Lists: kept by one, read by those they are shared with, each entry only by who may read it."""

import pytest

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items import lists
from lorehouse.items.models import List, ListEntry
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Visitor
from lorehouse.stream import actions as stream


@pytest.fixture
def note(alice, members, now):
    return stream.write_note(author=alice, audience=members, title="Soil", body="Loam.", now=now)


@pytest.fixture
def shared(bob, members, question, note, now):
    """Bob's list for all members, with one thing of the gardeners and one for everybody."""
    made = items.open_list(keeper=bob, title="Figs", purpose="To begin.", audience=members, now=now)
    items.put_on_list(keeper=bob, kept=made, item=question, note="Hidden words.", now=now)
    items.put_on_list(keeper=bob, kept=made, item=note, note="Read this first.", now=now)
    return made


def on(kept, reader):
    return [one.item.title for one in lists.entries_of(kept, reader).rows]


def test_entries_are_in_their_keeper_s_order_with_notes(client, bob, shared, question, note, now):
    assert on(shared, bob) == ["Which soil for figs?", "Soil"]
    client.force_login(bob)
    client.post(f"/lists/{shared.pk}/entries/{note.pk}/place", {"step": "-1"})
    assert on(shared, bob) == ["Soil", "Which soil for figs?"]
    client.post(f"/lists/{shared.pk}/entries/{note.pk}/place", {"step": "-1"})
    assert on(shared, bob) == ["Soil", "Which soil for figs?"]

    client.post(f"/lists/{shared.pk}/entries/{note.pk}", {"note": "Then this."})
    assert shared.entries.get(item=note).note == "Then this."
    client.post(f"/lists/{shared.pk}/entries/{question.pk}", {"value": "0"})
    assert on(shared, bob) == ["Soil"]


def test_an_entry_one_may_not_read_leaves_no_trace(client, erin, shared, question):
    client.force_login(erin)
    page = client.get(shared.get_absolute_url()).text
    assert "Read this first." in page and "1 entry" in page
    assert "Which soil" not in page and "Hidden words" not in page and "2 entries" not in page
    overview = client.get("/lists/").text
    assert "Figs" in overview and "1 entry" in overview
    assert client.get(f"/items/{question.pk}/lists/").status_code == 404


def test_what_is_removed_leaves_the_list_too(alice, bob, shared, note, now):
    items.remove(remover=alice, item=note, now=now)
    assert on(shared, bob) == ["Which soil for figs?"]


def test_moving_passes_over_what_the_keeper_no_longer_reads(bob, alice, shared, note, members, now):
    last = stream.write_note(author=alice, audience=members, title="Last", body="x", now=now)
    items.put_on_list(keeper=bob, kept=shared, item=last, now=now)
    items.move_on_list(keeper=bob, kept=shared, item=last, step=-1, now=now)
    assert on(shared, bob) == ["Which soil for figs?", "Last", "Soil"]


def test_a_private_list_is_its_keeper_s_alone(client, bob, alice, note, now):
    kept = items.open_list(keeper=bob, title="Mine", now=now)
    items.put_on_list(keeper=bob, kept=kept, item=note, now=now)
    client.force_login(alice)
    assert client.get(f"/lists/{kept.pk}/").status_code == 404
    assert "In 1 list" not in client.get(f"/stream/{note.pk}/soil/").text
    client.force_login(bob)
    assert "In 1 list" in client.get(f"/stream/{note.pk}/soil/").text
    assert lists.counts([note.pk], bob) == {note.pk: 1}


def test_a_list_begins_with_the_thing_one_came_from(client, bob, note):
    client.force_login(bob)
    assert "Soil" in client.get(f"/lists/new/?item={note.pk}").text
    client.post(f"/lists/new/?item={note.pk}", {"title": "Ground", "purpose": "", "audience": ""})
    assert on(List.objects.get(), bob) == ["Soil"]


def test_wrong_input_is_told_and_kept(client, bob, members):
    client.force_login(bob)
    answer = client.post("/lists/new/", {"title": " ", "purpose": "What I typed", "audience": ""})
    assert answer.status_code == 422 and "What I typed" in answer.text
    answer = client.post("/lists/new/", {"title": "x" * 121, "audience": "999999"})
    assert answer.status_code == 422 and not List.objects.exists()


def test_only_its_keeper_changes_it(client, erin, shared, note, now):
    client.force_login(erin)
    assert client.get(f"/lists/{shared.pk}/edit").status_code == 403
    assert client.post(f"/lists/{shared.pk}/removal").status_code == 403
    assert client.post(f"/lists/{shared.pk}/entries/{note.pk}", {"note": "!"}).status_code == 403
    with pytest.raises(NotAllowed):
        items.put_on_list(keeper=erin, kept=shared, item=note, now=now)


def test_nobody_lists_what_they_may_not_read(erin, question, now):
    own = items.open_list(keeper=erin, title="Own", now=now)
    with pytest.raises(NotAllowed):
        items.put_on_list(keeper=erin, kept=own, item=question, now=now)


def test_a_list_is_shared_only_with_one_s_own_audiences(erin, gardeners, now):
    with pytest.raises(NotAllowed):
        items.open_list(keeper=erin, title="Own", audience=gardeners.audience, now=now)


def test_words_that_were_for_few_pass_the_gate_on_their_way_to_many(bob, public, now):
    kept = items.open_list(keeper=bob, title="Pay", purpose="IBAN DE89370400440532013000", now=now)
    with pytest.raises(NotAllowed, match="not shown to that audience"):
        items.change_list(
            keeper=bob, kept=kept, title="Pay", purpose=kept.purpose, audience=public, now=now
        )


def test_following_a_list_and_no_longer(client, erin, shared):
    client.force_login(erin)
    client.post(f"/lists/{shared.pk}/following", {"value": "1"})
    assert [one.title for one in lists.lists_for(erin).followed] == ["Figs"]
    assert "1 follows it" in client.get(shared.get_absolute_url()).text
    client.post(f"/lists/{shared.pk}/following", {"value": "0"})
    assert not lists.lists_for(erin).followed


def test_followers_of_a_list_that_becomes_private_lose_it(erin, bob, shared, now):
    items.follow_list(person=erin, followed=shared, on=True, now=now)
    items.change_list(keeper=bob, kept=shared, title="Figs", purpose="", audience=None, now=now)
    assert not lists.lists_for(erin)


def test_a_dropped_list_is_gone_and_what_was_on_it_stays(client, bob, shared, note):
    client.force_login(bob)
    assert client.post(f"/lists/{shared.pk}/removal")["Location"] == "/lists/"
    assert not ListEntry.objects.exists()
    note.refresh_from_db()
    assert note.state == "live"


def test_each_change_is_one_fact_without_words(bob, shared, note, now):
    before = book.Entry.objects.count()
    items.put_on_list(keeper=bob, kept=shared, item=note, note="Secret words", now=now)
    entry = book.Entry.objects.order_by("-pk").first()
    assert book.Entry.objects.count() == before + 1
    assert "Secret" not in str(vars(entry))


def test_a_list_holds_at_most_so_much(bob, alice, members, note, now, monkeypatch):
    monkeypatch.setattr("lorehouse.items.actions.listing.MOST_ENTRIES", 1)
    kept = items.open_list(keeper=bob, title="Short", now=now)
    items.put_on_list(keeper=bob, kept=kept, item=note, now=now)
    other = stream.write_note(author=alice, audience=members, body="x", now=now)
    with pytest.raises(Unfit, match="at most 1 entries"):
        items.put_on_list(keeper=bob, kept=kept, item=other, now=now)


def test_visitors_read_what_is_public(client, alice, public, note, now):
    kept = items.open_list(keeper=alice, title="For all", audience=public, now=now)
    items.put_on_list(keeper=alice, kept=kept, item=note, now=now)
    page = client.get(kept.get_absolute_url()).text
    assert "For all" in page and "Soil" not in page
    assert on(kept, Visitor()) == []


def test_carol_does_not_learn_that_the_list_exists(client, carol, bob, gardeners, question, now):
    kept = items.open_list(keeper=bob, title="Figs", audience=gardeners.audience, now=now)
    client.force_login(carol)
    for path in ("", "edit", "removal", "following", f"entries/{question.pk}"):
        assert client.post(f"/lists/{kept.pk}/{path}").status_code in (404, 405)
    assert client.get(f"/lists/{kept.pk}/").status_code == 404
    assert "Figs" not in client.get("/lists/").text
    groups.invite(inviter=bob, group=gardeners, person=carol, now=now)
    groups.join(person=carol, group=gardeners, now=now)
    assert client.get(f"/lists/{kept.pk}/figs/").status_code == 200
