"""The pages about imports, and who imported people are."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lorehouse.connect.importers import actions, claims, running
from lorehouse.connect.importers.models import Claim, Identity, Import
from lorehouse.items.models import Item
from lorehouse.lib.errors import NotAllowed, Unfit

LINE = b'{"id": "n", "kind": "note", "body": "Hi.", "author": {"name": "Ann"}}\n'


@pytest.fixture
def launched(monkeypatch):
    """Runs launched imports at once, in this process."""
    begun = []

    def launch(run):
        begun.append(run)
        actions.carry_out(run, clock=timezone.now)

    monkeypatch.setattr(running, "launch", launch)
    return begun


def upload(client, name="talk.jsonl", content=LINE, **fields):
    file = SimpleUploadedFile(name, content)
    given = {"source": "jsonl", "audience": "audience:members", "file": file, **fields}
    return client.post("/imports/", given)


@pytest.fixture
def brought(client, erin, launched):
    """An import of Ann's note, by Erin."""
    client.force_login(erin)
    upload(client)
    return Import.objects.get()


@pytest.fixture
def ann(brought):
    return Identity.objects.get(shadow__name="Ann")


def test_an_editor_uploads_a_file_and_sees_the_report(client, erin, launched):
    client.force_login(erin)

    answer = upload(client)

    run = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, run.get_absolute_url())
    page = client.get(answer["Location"]).content.decode()
    assert "Brought in" in page
    assert "talk.jsonl" in client.get("/imports/").content.decode()


def test_the_same_file_name_is_the_same_import(client, brought, launched):
    upload(client, content=LINE.replace(b"Hi.", b"Hello."))

    assert Import.objects.count() == 1
    assert Item.objects.get(source_id="n").body == "Hello."


def test_a_source_that_fails_says_why(client, erin, launched, monkeypatch):
    client.force_login(erin)
    monkeypatch.setattr(running, "launch", launched.append)
    upload(client, name="x.jsonl", content=b"a poem\n")
    with pytest.raises(Unfit):
        actions.carry_out(launched[0], clock=timezone.now)

    page = client.get(launched[0].get_absolute_url()).content.decode()
    assert "There is no record in x.jsonl." in page


def test_a_running_import_shows_its_progress_and_a_silent_one_that_it_stopped(client, brought, now):
    Import.objects.update(state="loading", loaded=5, total=10, seen_at=timezone.now())
    assert "every 1s" in client.get(brought.get_absolute_url()).content.decode()
    part = client.get(brought.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'value="5"' in part

    Import.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert "was stopped before its end" in client.get(brought.get_absolute_url()).content.decode()


def test_a_stopped_import_can_be_run_again(client, brought, launched):
    Import.objects.update(state="loading", seen_at=timezone.now() - timedelta(minutes=5))

    client.post(brought.get_absolute_url())

    assert Import.objects.get().state == Import.State.DONE


@pytest.mark.parametrize(
    "fields, sentence",
    [
        ({"file": ""}, "Choose a file or a folder."),
        ({"source": "markdown"}, "is a file"),
        ({"content": b""}, "empty"),
        ({"audience": "group:gardeners"}, "Select a valid choice"),
    ],
)
def test_wrong_input_is_refused_with_a_sentence(
    client, erin, gardeners, launched, fields, sentence
):
    client.force_login(erin)

    answer = upload(client, **fields)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_only_administrators_import_from_the_server(client, erin, ada, launched, tmp_path):
    running.inbox().mkdir(parents=True)
    (running.inbox() / "talk.jsonl").write_bytes(LINE)
    given = {"source": "jsonl", "audience": "audience:members", "folder": "talk.jsonl"}

    client.force_login(erin)
    assert client.post("/imports/", given).status_code == 422
    client.force_login(ada)
    assert client.post("/imports/", {**given, "folder": "../../secret"}).status_code == 422
    assert client.post("/imports/", given).status_code == 303


def test_somebody_recognises_themselves_and_gets_what_they_wrote(client, ann, alice, ada):
    client.force_login(alice)
    assert "Is Ann you?" in client.get(f"/people/{ann.shadow.handle}/identity").content.decode()
    client.post(f"/people/{ann.shadow.handle}/identity", {"words": "My name."})
    client.force_login(ada)
    assert "My name." in client.get("/imports/claims/").content.decode()

    client.post(f"/imports/claims/{Claim.objects.get().pk}", {"decision": "confirm"})

    assert Item.objects.get(source_id="n").author == alice
    ann.refresh_from_db()
    assert ann.claimed_by == alice
    assert not ann.shadow.__class__.objects.get(pk=ann.pk).is_active


def test_what_comes_later_is_of_whoever_was_recognised(client, ann, alice, ada, erin, launched):
    made = claims.claim(claimant=alice, identity=ann, now=timezone.now())
    claims.confirm(by=ada, made=made, now=timezone.now())

    more = LINE + LINE.replace(b'"n"', b'"m"')
    client.force_login(erin)
    upload(client, content=more)

    assert Item.objects.get(source_id="m").author == alice


def test_a_rejected_claim_is_gone(client, ann, alice, ada):
    made = claims.claim(claimant=alice, identity=ann, now=timezone.now())
    client.force_login(ada)

    client.post(f"/imports/claims/{made.pk}", {"decision": "reject"})

    assert not Claim.objects.exists()
    assert Item.objects.get(source_id="n").author == ann.shadow


def test_nobody_but_administrators_decides(ann, alice, erin, now):
    made = claims.claim(claimant=alice, identity=ann, now=now)

    for act in (claims.confirm, claims.reject):
        with pytest.raises(NotAllowed):
            act(by=erin, made=made, now=now)


def test_outsiders_find_nothing(client, ann, brought, alice, carol):
    addresses = ["/imports/", brought.get_absolute_url(), "/imports/claims/"]
    for person in (alice, carol):
        client.force_login(person)
        assert {client.get(address).status_code for address in addresses} == {404}
    assert client.get(f"/people/{ann.shadow.handle}/identity").status_code == 404
