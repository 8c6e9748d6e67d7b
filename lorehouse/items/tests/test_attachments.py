"""Files: who may have them, and what browsers do with them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lorehouse.items import actions as items
from lorehouse.items.models import Attachment
from lorehouse.stream import actions as stream

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def upload(client, person, name="fig.png", content=PNG):
    client.force_login(person)
    return client.post("/attachments/", {"file": SimpleUploadedFile(name, content)})


def fetch(client, address, **headers):
    """The answer, and the bytes of its file, read to the end, which closes it."""
    answer = client.get(address, headers=headers)
    content = answer.getvalue()
    return answer, content


@pytest.fixture
def picture(client, alice, gardeners, now):
    """The address of a picture in Alice's note to the gardeners."""
    given = upload(client, alice).json()
    stream.write_note(author=alice, audience=gardeners.audience, body=given["markdown"], now=now)
    return given["url"]


def test_an_upload_answers_with_its_markdown(client, alice):
    answer = upload(client, alice)
    given = answer.json()

    assert answer.status_code == 201
    assert given["markdown"] == f"![fig.png]({given['url']})"
    assert given["name"] == "fig.png"


def test_a_file_that_is_no_picture_is_linked(client, alice):
    given = upload(client, alice, "plan (final).docx", b"x").json()
    assert given["markdown"] == f"[plan-final-.docx]({given['url']})"


def test_pictures_are_shown_and_kept_by_the_reader_alone(client, bob, picture):
    client.force_login(bob)
    answer, content = fetch(client, picture)

    assert content == PNG
    assert answer["Content-Type"] == "image/png"
    assert "attachment" not in answer.get("Content-Disposition", "")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")
    assert "Cookie" in answer["Vary"]


def test_what_the_browser_has_is_not_sent_again(client, bob, picture):
    client.force_login(bob)
    etag = fetch(client, picture)[0]["ETag"]
    assert client.get(picture, headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    "name", ["x.svg", "x.html", "x.js", "x.xml", "x.docx", "noending", "x.png.html"]
)
def test_whatever_can_hold_a_script_is_only_saved_to_disk(client, alice, name):
    address = upload(client, alice, name, b"<script>alert(1)</script>").json()["url"]
    answer, _ = fetch(client, address)
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


def test_nothing_and_empty_files_are_refused_in_a_sentence(client, alice):
    client.force_login(alice)
    assert client.post("/attachments/").status_code == 422
    empty = upload(client, alice, "empty.txt", b"")
    assert empty.status_code == 422
    assert empty.text == "The file “empty.txt” is empty."


def test_a_file_goes_with_the_item_that_was_removed(client, alice, bob, picture, now):
    item = Attachment.objects.get().uses.get().item
    items.remove(remover=alice, item=item, now=now)
    client.force_login(bob)
    assert client.get(picture).status_code == 404


def test_nobody_takes_a_file_along_by_naming_its_address(client, carol, picture, gardeners, now):
    from lorehouse.groups import actions as groups

    own = groups.choose(chooser=carol, name="Me", people=[], now=now)
    stream.write_note(author=carol, audience=own, body=f"![mine]({picture})", now=now)
    client.force_login(carol)
    assert client.get(picture).status_code == 404


def test_visitors_upload_nothing(client, db):
    assert client.post("/attachments/").status_code == 302
    assert not Attachment.objects.exists()


def test_carol_gets_no_file_of_a_note_she_may_not_read(client, carol, picture, alice):
    unused = upload(client, alice, "later.png").json()["url"]
    client.force_login(carol)
    assert client.get(picture).status_code == 404
    assert client.get(unused).status_code == 404
