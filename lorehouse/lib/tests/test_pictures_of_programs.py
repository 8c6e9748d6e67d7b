"""Pictures as real programs write them: the place goes, every pixel stays; bombs are refused."""

import contextlib
import io
import struct
import time

import pytest
from PIL import Image, ImageCms

from lorehouse.lib import pictures
from lorehouse.lib.pictures import TooManyPixels, Unclean, cleaned
from lorehouse.lib.tests.test_pictures import chunk, jpeg, notes, png, segment, webp

UPRIGHT, GPS, CAMERA = 0x0112, 0x8825, b"Snapmaker 3000"
XMP = (
    b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><exif:GPSLatitude>51,30.2N</exif:GPSLatitude></x:xmpmeta>"
)


def photograph(format_, **more):
    """A small picture of `format_`, with all that a camera notes."""
    exif = Image.Exif()
    exif[UPRIGHT], exif[0x0110] = 6, CAMERA.decode()
    exif.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 2.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    picture = Image.effect_mandelbrot((64, 48), (-2, -1, 1, 1), 40).convert("RGB")
    made = io.BytesIO()
    picture.save(made, format_, exif=exif, xmp=XMP, **more)
    return made.getvalue()


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_the_place_goes_and_every_pixel_stays(format_):
    taken = photograph(format_)
    assert CAMERA in taken
    assert b"GPSLatitude" in taken or format_ == "PNG"
    kept = cleaned(taken)

    assert CAMERA not in kept
    assert b"GPS" not in kept
    before, after = Image.open(io.BytesIO(taken)), Image.open(io.BytesIO(kept))
    assert dict(after.getexif().get_ifd(GPS)) == {}
    assert before.tobytes() == after.tobytes()
    if format_ != "AVIF":  # there it is a property of the picture
        assert after.getexif()[UPRIGHT] == 6
    assert cleaned(kept) == kept


def test_colours_stay():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for format_ in ("JPEG", "PNG", "WEBP", "AVIF"):
        kept = Image.open(io.BytesIO(cleaned(photograph(format_, icc_profile=profile))))
        assert kept.info["icc_profile"] == profile


def test_a_film_says_no_longer_where_it_was_taken():
    place = b"\xa9xyz\x00\x12\x15\xc7+51.5034-000.1276/"
    film = b"\0\0\0\x18ftypmp42" + b"\0" * 20 + place + b"frames +1.5 -2/"
    kept = cleaned(film)

    assert b"51.5034" not in kept
    assert kept.endswith(b"frames +1.5 -2/")
    assert len(kept) == len(film)


def test_notes_that_lie_elsewhere_are_refused_where_they_tell_the_place():
    taken = photograph("AVIF")
    hidden = taken.replace(b"iloc", b"ilo?")
    with pytest.raises(Unclean, match="where it was taken"):
        cleaned(hidden)


BOMBS = {
    "png": b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)),
    "jpeg": jpeg(segment(0xC2, struct.pack(">BHHB", 8, 50_000, 50_000, 3))),
    "gif": b"GIF89a" + struct.pack("<HH", 50_000, 50_000),
    "webp": webp((b"VP8X", b"\0" * 4 + (49_999).to_bytes(3, "little") * 2)),
    "webp, lossless": webp((b"VP8L", b"\x2f" + struct.pack("<I", 16_383 | 16_383 << 14))),
    "webp, lossy": webp((b"VP8 ", b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", 16_000, 16_000))),
    "avif": b"\0\0\0\x18ftypavif" + b"\0" * 12 + b"\0\0\0\x14ispe\0\0\0\0"
    + struct.pack(">II", 50_000, 50_000),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_picture_that_unfolds_to_more_than_a_browser_has_room_for_is_refused(kind):
    with pytest.raises(TooManyPixels) as refusal:
        cleaned(BOMBS[kind])
    assert refusal.value.pixels > pictures.MOST_PIXELS


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "GIF"])
def test_pixels_are_counted_as_the_picture_has_them(format_, monkeypatch):
    made = io.BytesIO()
    Image.new("RGB", (64, 48)).save(made, format_)
    monkeypatch.setattr(pictures.cleaning, "MOST_PIXELS", 64 * 48)
    cleaned(made.getvalue())
    monkeypatch.setattr(pictures.cleaning, "MOST_PIXELS", 64 * 48 - 1)
    with pytest.raises(TooManyPixels):
        cleaned(made.getvalue())


LONG = 4 * 2**20
SLOW = {
    "segments": b"\xff\xd8" + b"\xff\xdb\0\2" * (LONG // 4),
    "padding": b"\xff\xd8" + b"\xff" * LONG,
    "chunks": png() + (b"\0\0\0\0IDAT" + b"\0" * 4) * (LONG // 12),
    "riff": webp(*[(b"VP8 ", b"")] * (LONG // 8)),
    "notes": b"\0\0\0\x18ftypheic" + notes(1) * (LONG // 60),
    "directories": b"II*\0\4\0\0\0\xff\xff" + b"II*\0\4\0\0\0\xff\xff" * (LONG // 10),
    "boxes": b"\0\0\0\x18ftypheic" + b"\0" * 12 + b"\0\0\0\0meta\0\0\0\0"
    + b"\0\0\0\x08iinf" * (LONG // 8),
}  # fmt: skip


@pytest.mark.parametrize("kind", SLOW)
def test_no_file_takes_long_to_clean(kind):
    began = time.thread_time()
    with contextlib.suppress(Unclean):
        cleaned(SLOW[kind])

    assert time.thread_time() - began < 3
