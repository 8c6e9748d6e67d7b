"""Takes metadata out of JPEG, PNG, WebP, HEIC and AVIF; the picture itself is copied bit by bit.

Only what is known to be part of a picture stays, so that notes nobody has heard of go, too. The
colours (ICC profile) and the orientation stay. What is too large to be shown is refused.
"""

import re
import struct
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from zlib import crc32

from django.utils.translation import gettext

from lorehouse.lib.pictures import heif, orientation, sizes

MOST_PIXELS = 100_000_000
MOST_PARTS = 100_000  # segments or chunks; a file of nothing else takes very long to read


class Unclean(Exception):
    """Metadata cannot be taken out; the message is a clause that says why."""


class TooManyPixels(Unclean):
    """The picture says that it has more than MOST_PIXELS."""

    def __init__(self, pixels: int) -> None:
        super().__init__(gettext("it is too large to be shown"))
        self.pixels = pixels


JPEG, PNG, RIFF = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF"
GIF = (b"GIF87a", b"GIF89a")
_EXIF = b"Exif\0\0"


def is_picture(head: bytes) -> bool:
    """Whether a file that begins with `head` (16 bytes) is of a kind that can hold metadata."""
    return _way(head) is not None


def cleaned(data: bytes) -> bytes:
    """`data` without metadata; what is no picture comes back as it is. Raises Unclean."""
    way = _way(data[:16])
    if way is None:
        return data
    try:
        return b"".join(way(data))
    except (struct.error, IndexError) as reason:
        raise Unclean(gettext("it is damaged")) from reason


def _way(head: bytes) -> Callable[[bytes], Iterator[bytes]] | None:
    """How a file of this kind is cleaned."""
    if head.startswith(JPEG):
        return _jpeg
    if head.startswith(PNG):
        return _png
    if head.startswith(RIFF) and head[8:12] == b"WEBP":
        return _webp
    if head.startswith(GIF):
        return _gif
    if head[4:8] == b"ftyp":
        return _heif
    return _refused_with_location if head[:4] in {b"II*\0", b"MM\0*"} else None


def _check_size(pixels: int) -> None:
    """Raises TooManyPixels."""
    if pixels > MOST_PIXELS:
        raise TooManyPixels(pixels)


def _count(parts: int) -> None:
    """Raises Unclean for a file that is nothing but heads of parts."""
    if parts > MOST_PARTS:
        raise Unclean(gettext("it is damaged"))


# --- JPEG (ISO/IEC 10918-1): segments, then the scan, then perhaps more segments and scans

_KEPT_NOTES = (b"JFIF\0", b"JFXX\0", b"ICC_PROFILE\0", b"Adobe")
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")
_PADDING = re.compile(rb"\xff+")
_SCAN, _END = 0xDA, 0xD9


def _jpeg(data: bytes) -> Iterator[bytes]:
    yield data[:2]
    upright = orientation.read(_jpeg_notes(data))
    if 1 < upright <= 8:
        notes = _EXIF + orientation.written(upright)
        yield struct.pack(">BBH", 0xFF, 0xE1, len(notes) + 2) + notes
    for kind, segment in _segments(data):
        _check_size(sizes.jpeg(kind, segment))
        if _belongs(kind, segment):
            yield segment


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each segment as (kind, bytes), a scan with its data; ends at the end of the picture.

    Some cameras put a second picture behind the first, with notes of its own: it is left out.
    """
    place = parts = 2
    while place < len(data):
        _count(parts := parts + 1)
        padding = _PADDING.match(data, place)
        if padding is None:
            raise Unclean(gettext("it is damaged"))
        place = padding.end() - 1
        kind = data[place + 1]
        if kind == _END:
            yield kind, data[place : place + 2]
            return
        end = place + 2 + struct.unpack_from(">H", data, place + 2)[0]
        if kind == _SCAN:
            following = _MARKER.search(data, end)
            end = following.start() if following else len(data)
        yield kind, data[place:end]
        place = end


def _belongs(kind: int, segment: bytes) -> bool:
    """Whether a segment is part of the picture: no comment, and no notes but on its colours."""
    if kind == 0xFE:
        return False
    return not 0xE0 <= kind <= 0xEF or segment[4:].startswith(_KEPT_NOTES)


def _jpeg_notes(data: bytes) -> bytes:
    for kind, segment in _segments(data):
        if kind == 0xE1 and segment[4:].startswith(_EXIF):
            return segment[4 + len(_EXIF) :]
    return b""


# --- PNG (ISO/IEC 15948): chunks

_PNG_KEPT = frozenset(
    {
        b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB",
        b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"pHYs", b"sPLT", b"acTL", b"fcTL", b"fdAT",
    }
)  # fmt: skip


def _png(data: bytes) -> Iterator[bytes]:
    yield PNG
    _check_size(sizes.png(data))
    for kind, chunk in _chunks(data):
        if kind == b"eXIf":
            upright = orientation.read(chunk[8:-4])
            if 1 < upright <= 8:
                yield _chunk(kind, orientation.written(upright))
        elif kind in _PNG_KEPT:
            yield chunk


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, parts = len(PNG), 0
    while place < len(data):
        _count(parts := parts + 1)
        size = struct.unpack_from(">I", data, place)[0]
        kind, end = data[place + 4 : place + 8], place + 12 + size
        yield kind, data[place:end]
        if kind == b"IEND":
            return
        place = end


def _chunk(kind: bytes, content: bytes) -> bytes:
    return (
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))
    )


# --- WebP (RFC 9649): a RIFF file

_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _webp(data: bytes) -> Iterator[bytes]:
    kept = b"".join(_webp_kept(data))
    yield RIFF + struct.pack("<I", len(kept) + 4) + b"WEBP" + kept


def _webp_kept(data: bytes) -> Iterator[bytes]:
    chunks = list(_riff(data))
    notes = next((content for kind, content in chunks if kind == b"EXIF"), b"")
    upright = orientation.read(notes.removeprefix(_EXIF))
    turned = 1 < upright <= 8
    for kind, content in chunks:
        _check_size(sizes.webp(kind, content))
        if kind == b"VP8X":
            flags = content[0] & ~(_HAS_XMP | _HAS_EXIF) | (_HAS_EXIF if turned else 0)
            yield _riff_chunk(kind, bytes([flags]) + content[1:])
        elif kind in _WEBP_KEPT:
            yield _riff_chunk(kind, content)
    if turned:
        yield _riff_chunk(b"EXIF", orientation.written(upright))


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place, parts = 12, 0
    while place + 8 <= len(data):
        _count(parts := parts + 1)
        kind, size = struct.unpack_from("<4sI", data, place)
        yield kind, data[place + 8 : place + 8 + size]
        place += 8 + size + size % 2


def _riff_chunk(kind: bytes, content: bytes) -> bytes:
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2)


# --- GIF: it has no place for what a camera notes


def _gif(data: bytes) -> Iterator[bytes]:
    _check_size(sizes.gif(data))
    yield data


# --- HEIC, AVIF and films: boxes, with addresses all over the file that point into it

_PLACE = re.compile(
    rb"[+-]\d{2}\.\d{4,8}[+-]\d{3}\.\d{4,8}(?:[+-]\d{1,6}(?:\.\d{1,6})?)?/"
)  # ISO 6709
_DIGIT = re.compile(rb"\d")


def _heif(data: bytes) -> Iterator[bytes]:
    _check_size(sizes.heif(data))
    with suppress(heif.NotPlain):  # it is kept if it does not say where it was taken
        data = heif.blanked(data)
    data = _PLACE.sub(lambda found: _DIGIT.sub(b"0", found[0]), data)
    yield from _refused_with_location(data)


# --- TIFF: notes lie anywhere, and addresses point into them

_MOST_NOTES = 1000


def _refused_with_location(data: bytes) -> Iterator[bytes]:
    """The file as it is, unless it says where it was taken. Raises Unclean."""
    found = re.finditer(rb"II\*\0|MM\0\*", data)
    places = [one.start() for one in islice(found, _MOST_NOTES + 1)]
    if len(places) > _MOST_NOTES:
        raise Unclean(gettext("it is damaged"))
    if b"GPSLatitude" in data or any(
        orientation.read(memoryview(data)[place:], orientation.LOCATION) for place in places
    ):
        raise Unclean(
            gettext("it says where it was taken, and that cannot be taken out of such a file")
        )
    yield data
