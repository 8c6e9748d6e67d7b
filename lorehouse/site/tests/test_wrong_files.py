"""Files nobody should send: refused with a sentence while they come, or made harmless."""

import asyncio
import os
import struct
import tracemalloc
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile

from lorehouse.connect.importers import unpacking
from lorehouse.connect.importers.load import files as imported
from lorehouse.connect.importers.reading import NotThatSource
from lorehouse.connect.importers.records import FileRecord
from lorehouse.connect.importers.unpacking import unpacked
from lorehouse.items import actions as items
from lorehouse.items.models import Attachment
from lorehouse.lib.errors import Unfit
from lorehouse.lib.tests.test_pictures_of_programs import BOMBS, CAMERA, photograph
from lorehouse.site.shell.bodies import TooLarge, take_in

MEGABYTE = 2**20


def run(answer):
    """What `answer` comes to, in a thread without a loop: tests in a browser keep one in ours."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        return beside.submit(asyncio.run, answer).result()


def test_200_megabytes_are_refused_while_they_come_and_memory_stays_flat():
    sent = 0
    piece = b"x" * MEGABYTE

    async def receive():
        nonlocal sent
        sent += 1
        return {"type": "http.request", "body": piece, "more_body": sent < 200}

    tracemalloc.start()
    try:
        with pytest.raises(TooLarge):
            run(take_in({"headers": []}, receive, limit=64 * MEGABYTE))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sent == 65
    assert peak < 8 * MEGABYTE


def test_200_megabytes_that_are_announced_are_not_even_read():
    async def receive():
        raise AssertionError

    headers = [(b"content-length", str(200 * MEGABYTE).encode())]
    with pytest.raises(TooLarge):
        run(take_in({"headers": headers}, receive, limit=64 * MEGABYTE))


def test_a_file_that_is_too_large_to_attach_is_refused_unread(alice, now):
    class Huge(File):
        size = 200 * MEGABYTE

        def chunks(self, chunk_size=None):
            raise AssertionError

    with pytest.raises(Unfit, match=r"A file may have 50 MB; “film\.mp4” has 200 MB"):
        items.attach(uploader=alice, name="film.mp4", content=Huge(None), now=now)
    assert not Attachment.objects.exists()


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("page.md", b"\0" * 4 * MEGABYTE)
    return path


def test_a_zip_bomb_is_refused_before_it_unfolds(tmp_path, monkeypatch):
    monkeypatch.setattr(unpacking, "A_LITTLE", MEGABYTE)
    packed = bomb(tmp_path / "bomb.zip")
    with pytest.raises(NotThatSource, match="out of almost nothing"):
        unpacked(packed, tmp_path / "files")

    assert not (tmp_path / "files").exists()


def test_a_zip_that_understates_what_is_in_it_unfolds_no_further_than_it_says(tmp_path):
    packed = bomb(tmp_path / "liar.zip")
    told, true = struct.pack("<I", 1000), struct.pack("<I", 4 * MEGABYTE)
    packed.write_bytes(packed.read_bytes().replace(true, told))
    with pytest.raises(NotThatSource, match="cannot be unpacked"):
        unpacked(packed, tmp_path / "files")

    assert not (tmp_path / "files").exists()


def test_a_photograph_loses_the_place_when_it_is_uploaded(client, alice):
    place = b"51.5034N 0.1276W"
    notes = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, 0x0112, 3, 1, 6, 0, 0) + place
    segment = b"\xff\xe1" + struct.pack(">H", len(notes) + 8) + b"Exif\0\0" + notes
    photograph = b"\xff\xd8" + segment + b"\xff\xda\x00\x02pixels\xff\xd9"
    client.force_login(alice)
    answer = client.post("/attachments/", {"file": SimpleUploadedFile("me.jpg", photograph)})

    kept = client.get(answer.json()["url"]).getvalue()
    assert place not in kept
    assert b"pixels" in kept
    assert b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06" in kept  # which way up it is
    assert Attachment.objects.get().size == len(kept)


def test_a_damaged_photograph_is_refused_with_a_sentence(client, alice):
    client.force_login(alice)
    file = SimpleUploadedFile("me.jpg", b"\xff\xd8\xff\xe1\xff")
    answer = client.post("/attachments/", {"file": file})

    assert answer.status_code == 422
    assert "“me.jpg”" in answer.text
    assert "damaged" in answer.text


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "AVIF"])
def test_other_kinds_of_pictures_lose_the_place_as_well(client, alice, format_):
    client.force_login(alice)
    taken = SimpleUploadedFile(f"me.{format_.lower()}", photograph(format_))
    answer = client.post("/attachments/", {"file": taken})

    assert answer.status_code == 201
    assert CAMERA not in client.get(answer.json()["url"]).getvalue()


@pytest.mark.parametrize("kind", BOMBS)
def test_a_picture_that_unfolds_to_a_giant_is_refused_by_every_door(client, alice, tmp_path, kind):
    client.force_login(alice)
    answer = client.post("/attachments/", {"file": SimpleUploadedFile("big.png", BOMBS[kind])})
    assert answer.status_code == 422
    assert "A picture may have 100 million pixels; “big.png” has" in answer.text

    path = tmp_path / "big.png"
    path.write_bytes(BOMBS[kind])
    record = FileRecord(
        id="9d5d7a5e-0000-4000-8000-000000000000",
        name="big.png",
        path=str(path),
        size=len(BOMBS[kind]),
        sha256="",
    )
    left_out = imported.load(record, importer=alice, now=alice.joined_at)
    assert left_out == "The picture big.png was left out: it is too large to be shown."
    assert not Attachment.objects.exists()


def test_a_packed_file_is_kept_as_it_is_and_never_unfolded(client, alice, tmp_path):
    """An office file is a zip: it is handed on as it came."""
    client.force_login(alice)
    packed = bomb(tmp_path / "figures.docx").read_bytes()
    tracemalloc.start()
    try:
        answer = client.post("/attachments/", {"file": SimpleUploadedFile("f.docx", packed)})
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert answer.status_code == 201
    assert peak < 4 * MEGABYTE  # what is in it
    kept = client.get(answer.json()["url"])
    assert kept.getvalue() == packed
    assert kept["Content-Disposition"].startswith("attachment")


def test_a_picture_needs_no_more_memory_than_a_few_times_its_size(alice, now):
    pixels = os.urandom(8 * MEGABYTE).replace(b"\xff", b"\0")
    taken = SimpleUploadedFile("me.jpg", b"\xff\xd8\xff\xda\0\2" + pixels + b"\xff\xd9")
    tracemalloc.start()
    try:
        items.attach(uploader=alice, name="me.jpg", content=taken, now=now)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < 8 * 4 * MEGABYTE
