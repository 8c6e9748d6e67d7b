"""Files: who may have them, and what browsers do with them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lorehouse.items import actions as items
from lorehouse.items.models import Attachment
from lorehouse.stream import actions as stream

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415478da6360606000000004000160ecb8750000000049454e44ae426082"
)


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


@pytest.mark.parametrize(
    ("asked", "begin", "end"),
    [
        ("bytes=0-3", 0, 4),
        ("bytes=40-", 40, len(PNG)),
        ("bytes=-5", len(PNG) - 5, len(PNG)),
        ("bytes=8-999", 8, len(PNG)),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(client, bob, picture, asked, begin, end):
    client.force_login(bob)
    answer, content = fetch(client, picture, Range=asked)

    assert answer.status_code == 206
    assert content == PNG[begin:end]
    assert answer["Content-Range"] == f"bytes {begin}-{end - 1}/{len(PNG)}"
    assert answer["Content-Length"] == str(end - begin)


@pytest.mark.parametrize("asked", ["bytes=99-", "bytes=-0", f"bytes={len(PNG)}-{len(PNG) + 9}"])
def test_a_part_that_is_not_there_is_refused(client, bob, picture, asked):
    client.force_login(bob)
    answer = client.get(picture, headers={"Range": asked})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{len(PNG)}"


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=x"])
def test_what_names_no_single_part_gets_the_whole(client, bob, picture, asked):
    client.force_login(bob)
    answer, content = fetch(client, picture, Range=asked)

    assert (answer.status_code, content, answer["Accept-Ranges"]) == (200, PNG, "bytes")


def test_a_part_of_another_file_of_that_name_is_not_sent(client, bob, picture):
    client.force_login(bob)
    answer, content = fetch(client, picture, **{"Range": "bytes=0-3", "If-Range": '"older"'})

    assert (answer.status_code, content) == (200, PNG)


def test_carol_gets_no_part_either(client, carol, picture):
    client.force_login(carol)
    assert client.get(picture, headers={"Range": "bytes=0-3"}).status_code == 404
