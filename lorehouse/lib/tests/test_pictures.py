"""Pictures lose what their camera noted, and nothing else."""

import struct
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib.pictures import Unclean, cleaned, is_picture
from lorehouse.lib.pictures.orientation import LOCATION, read, written

PLACE = b"51.5034N 0.1276W"
SCAN = b"\xff\xda\x00\x04ab" + b"pixels \xff\x00 more \xff\xd0 pixels"


def notes(orientation, order=">"):
    """A camera's notes: which way up, and where."""
    head = struct.pack(f"{order}2sHI", b"MM" if order == ">" else b"II", 42, 8)
    upright = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    place = struct.pack(f"{order}HHII", LOCATION, 4, 1, 38)
    return head + struct.pack(f"{order}H", 2) + upright + place + b"\0" * 4 + PLACE


def segment(kind, content):
    return bytes([0xFF, kind]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*segments, after=b""):
    return b"\xff\xd8" + b"".join(segments) + SCAN + b"\xff\xd9" + after


def chunk(kind, content):
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))
    )


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + b"".join(chunks)


def webp(*chunks):
    body = b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)
        for kind, content in chunks
    )
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


@pytest.mark.parametrize("order", [">", "<"])
def test_a_photograph_says_no_longer_where_it_was_taken_and_stays_upright(order):
    photograph = jpeg(
        segment(0xE0, b"JFIF\0rest"),
        segment(0xE1, b"Exif\0\0" + notes(6, order)),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLACE),
        segment(0xED, b"Photoshop 3.0\0" + PLACE),
        segment(0xFE, b"taken by Alice at " + PLACE),
        segment(0xE2, b"ICC_PROFILE\0colours"),
        segment(0xDB, b"tables"),
    )

    kept = cleaned(photograph)

    assert PLACE not in kept
    assert b"Alice" not in kept
    assert b"colours" in kept
    assert b"tables" in kept
    assert SCAN in kept
    assert read(kept[kept.index(b"Exif\0\0") + 6 :]) == 6


def test_a_second_picture_behind_the_first_goes_with_its_notes():
    kept = cleaned(jpeg(after=jpeg(segment(0xE1, b"Exif\0\0" + notes(1)))))
    assert kept == jpeg()


def test_an_upright_photograph_gets_no_notes_at_all():
    assert cleaned(jpeg(segment(0xE1, b"Exif\0\0" + notes(1)))) == jpeg()


def test_a_png_loses_its_words_and_keeps_its_picture():
    kept = cleaned(
        png(
            chunk(b"tEXt", b"Comment\0" + PLACE),
            chunk(b"eXIf", notes(8)),
            chunk(b"IDAT", b"pixels"),
            chunk(b"IEND", b""),
        )
        + PLACE
    )

    assert PLACE not in kept
    assert kept == png(chunk(b"eXIf", written(8)), chunk(b"IDAT", b"pixels"), chunk(b"IEND", b""))


def test_a_webp_loses_its_notes_and_says_so_in_its_head():
    kept = cleaned(
        webp(
            (b"VP8X", b"\x0c" + b"\0" * 9),
            (b"VP8 ", b"pixel"),
            (b"EXIF", notes(3)),
            (b"XMP ", PLACE),
        )
    )
    assert PLACE not in kept
    assert kept == webp((b"VP8X", b"\x08" + b"\0" * 9), (b"VP8 ", b"pixel"), (b"EXIF", written(3)))


@pytest.mark.parametrize("head", [b"\0\0\0\x18ftypheic", b"II*\0", b"MM\0*"])
def test_a_kind_that_cannot_be_cleaned_is_refused_where_it_says_the_place(head):
    with pytest.raises(Unclean, match="where it was taken"):
        cleaned(head + b"\0" * 20 + notes(1))
    harmless = head + b"\0" * 20
    assert cleaned(harmless) == harmless


def test_what_is_no_picture_stays_as_it_is():
    words = b"%PDF-1.7 " + PLACE
    assert not is_picture(words[:16])
    assert cleaned(words) == words


@given(st.binary(max_size=200))
def test_damaged_pictures_are_cleaned_or_refused_and_nothing_else_happens(rest):
    for head in (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP"):
        try:
            once = cleaned(head + rest)
        except Unclean:
            continue
        assert cleaned(once) == once


@given(st.integers(1, 8), st.sampled_from("<>"))
def test_the_orientation_is_read_as_it_was_written(orientation, order):
    assert read(notes(orientation, order)) == orientation
    assert read(written(orientation)) == orientation
    assert read(notes(orientation, order), LOCATION) == 38


@given(st.binary(max_size=60))
def test_notes_of_any_kind_are_read_without_harm(data):
    assert read(data) >= 0
