"""Everything of mine in one file, and nothing of anybody else."""

import io
import json
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from lorehouse.connect import actions as connect
from lorehouse.connect.belongings import actions, collecting, jobs
from lorehouse.connect.belongings.models import Export
from lorehouse.items import actions as items
from lorehouse.items.actions.posting import edit
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.stream import actions as stream


@pytest.fixture
def zipped(client, bob, question, answer, members, now):
    """What Bob gets, as name and text."""
    edit(editor=bob, item=answer, title="", body="Half loam, half sand.", now=now)
    items.vote(voter=bob, item=question, value=1, now=now)
    items.keep(person=bob, item=question, on=True, now=now)
    items.save_draft(writer=bob, key="new/note", fields={"body": "Begun."}, now=now)
    items.attach(uploader=bob, name="plan.txt", content=ContentFile(b"plan", "x"), now=now)
    connect.make_token(person=bob, name="script", now=now)
    stream.write_note(author=bob, audience=members, body="Compost!", tags=["soil"], now=now)
    client.force_login(bob)
    client.post("/settings/account/exports")
    jobs.make_exports(now=now)
    export = Export.objects.get()
    content = b"".join(client.get(f"/settings/account/exports/{export.pk}/").streaming_content)
    archive = ZipFile(io.BytesIO(content))
    return {name: archive.read(name).decode() for name in archive.namelist()}


def lines(text):
    """The values of a file with one a line."""
    return [json.loads(line) for line in text.splitlines()]


def test_it_holds_what_one_wrote_with_its_versions(zipped):
    written = {one["body"]: one for one in lines(zipped["items.jsonl"])}

    assert written["Compost!"]["tags"] == ["soil"]
    assert "Half loam, half grit." in written["Half loam, half sand."]["versions"][0]["body"]


def test_it_holds_profile_votes_bookmarks_drafts_groups_and_files(zipped):
    assert json.loads(zipped["profile.json"])["email"] == "bob@house.example"
    assert lines(zipped["own/items.vote.jsonl"])[0]["value"] == 1
    assert lines(zipped["own/items.bookmark-person.jsonl"])
    assert lines(zipped["own/items.draft-writer.jsonl"])[0]["fields"] == {"body": "Begun."}
    assert lines(zipped["groups.jsonl"])[0]["slug"] == "gardeners"
    assert "plan" in [text for name, text in zipped.items() if name.endswith("plan.txt")]


def test_what_one_wrote_under_a_pseudonym_is_ones_own(alice, bob, gardeners, now):
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    voice = pseudonyms.take(person=bob, group=gardeners, now=now)
    stream.write_note(author=voice, audience=gardeners.audience, body="Not I.", now=now)
    for person, expected in ((bob, [voice.name]), (alice, [])):
        target = io.BytesIO()
        collecting.write(Person.objects.get(pk=person.pk), target, lambda number: None)
        files = ZipFile(target)
        text = files.read("items.jsonl").decode() if "items.jsonl" in files.namelist() else ""
        assert [one["pseudonym"] for one in lines(text) if one["body"] == "Not I."] == expected


def test_nothing_of_others_and_no_secret_is_in_it(zipped):
    everything = " ".join(zipped.values())

    assert "Which soil for figs?" not in everything
    assert "alice" not in everything.lower()
    assert "digest" not in everything
    assert "password" not in everything


def test_the_page_shows_how_far_it_is(client, bob, question, now):
    client.force_login(bob)
    client.post("/settings/account/exports")
    Export.objects.update(done=3, total=9)

    assert "3 / 9" in client.get("/settings/account/?part=export").content.decode()
    jobs.make_exports(now=now)
    assert "Download" in client.get("/settings/account/").content.decode()


def test_asking_twice_makes_one_and_a_new_one_replaces_the_old(bob, now):
    first = actions.ask_export(person=bob, now=now)
    assert actions.ask_export(person=bob, now=now) == first
    jobs.make_exports(now=now)
    old = Export.objects.get().file
    actions.ask_export(person=bob, now=now)
    jobs.make_exports(now=now)

    assert Export.objects.count() == 1
    assert not default_storage.exists(old)


def test_it_is_not_kept_for_ever(bob, now):
    actions.ask_export(person=bob, now=now)
    jobs.make_exports(now=now)
    jobs.drop_exports(now=now + actions.KEPT_FOR + timedelta(seconds=1))

    assert not Export.objects.exists()


def test_one_that_fails_says_so(client, bob, now, monkeypatch):
    actions.ask_export(person=bob, now=now)
    monkeypatch.setattr(actions.collecting, "write", lambda *about: 1 / 0)
    jobs.make_exports(now=now)
    client.force_login(bob)

    assert "could not be made" in client.get("/settings/account/").content.decode()


def test_outsiders_do_not_get_it(client, bob, carol, now):
    made = actions.ask_export(person=bob, now=now)
    jobs.make_exports(now=now)
    client.force_login(carol)

    assert client.get(f"/settings/account/exports/{made.pk}/").status_code == 404
