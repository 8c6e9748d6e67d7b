"""Blanks the notes in HEIC and AVIF files where they lie: addresses all over the file stay true.

Source: ISO/IEC 14496-12, 8.11 (meta, iinf, iloc), and 23008-12, annex A (Exif, XMP). Which way up
the picture is stands in a property of its own and stays.
"""

import struct
from collections.abc import Iterator

Place = tuple[int, int]  # where something begins in the file, and how long it is
_EXIF, _XMP = b"Exif", b"mime"
# A TIFF structure without an entry, four bytes into the item: some programs show no picture else.
_EMPTY = {_EXIF: b"\0\0\0\0MM\0*\0\0\0\x08" + b"\0" * 6, _XMP: b" "}
_MOST, _MOST_EXTENTS = 10_000, 100  # items of a file, and parts of an item


class NotPlain(Exception):
    """The notes do not lie where they can be blanked."""


def blanked(data: bytes) -> bytes:
    """`data` with nothing in its notes. Raises NotPlain, struct.error, IndexError."""
    notes = [*_notes(data)]
    if not notes:
        return data
    kept = bytearray(data)
    for kind, (begin, size) in notes:
        if begin + size > len(kept):
            raise IndexError("beyond the end")
        empty = _EMPTY[kind] if size >= len(_EMPTY[kind]) else b""
        kept[begin : begin + size] = empty.ljust(size, b" " if kind == _XMP else b"\0")
    return bytes(kept)


def _notes(data: bytes) -> Iterator[tuple[bytes, Place]]:
    """Of which kind the notes are, and where they lie."""
    for begin, end in _boxes(data, 0, len(data), b"meta"):
        inside = begin + 4
        infos = _boxes(data, inside, end, b"iinf")
        wanted = {item: kind for at, to in infos for item, kind in _named(data, at, to)}
        for at, _to in _boxes(data, inside, end, b"iloc"):
            yield from _placed(data, at, wanted)


def _boxes(data: bytes, begin: int, end: int, wanted: bytes) -> Iterator[Place]:
    """The contents (begin, end) of each box of the kind `wanted` between `begin` and `end`."""
    for _ in range(_MOST):
        if begin + 8 > end:
            return
        size, kind = struct.unpack_from(">I4s", data, begin)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, begin + 8)[0], 16
        stop = end if size == 0 else min(begin + size, end)
        if stop < begin + head:
            return
        if kind == wanted:
            yield begin + head, stop
        begin = stop


def _named(data: bytes, begin: int, end: int) -> Iterator[tuple[int, bytes]]:
    """The ids of the items that are notes, and of which kind each is."""
    begin += 4 + (2 if data[begin] == 0 else 4)
    for at, to in _boxes(data, begin, end, b"infe"):
        wide = data[at] == 3
        item = struct.unpack_from(">I" if wide else ">H", data, at + 4)[0]
        kind = at + (10 if wide else 8)
        name = data[kind : kind + 4]
        if name == _EXIF or (name == _XMP and b"xml" in data[kind:to]):
            yield item, name


def _placed(data: bytes, at: int, wanted: dict[int, bytes]) -> Iterator[tuple[bytes, Place]]:
    """Where the items `wanted` lie. Raises NotPlain where it is not in the file itself."""
    version, sizes = data[at], struct.unpack_from(">H", data, at + 4)[0]
    offset, length, base = sizes >> 12 & 15, sizes >> 8 & 15, sizes >> 4 & 15
    index = sizes & 15 if version in {1, 2} else 0
    cursor = _Cursor(data, at + 6)
    for _ in range(min(cursor.number(2 if version < 2 else 4), _MOST)):
        item = cursor.number(2 if version < 2 else 4)
        method = cursor.number(2) & 15 if version in {1, 2} else 0
        source = cursor.number(2)
        begin = cursor.number(base)
        for _extent in range(min(cursor.number(2), _MOST_EXTENTS)):
            cursor.number(index)
            place = begin + cursor.number(offset), cursor.number(length)
            if item in wanted:
                if method or source or not place[1]:
                    raise NotPlain
                yield wanted[item], place


class _Cursor:
    """Reads numbers of some bytes, one after the other."""

    def __init__(self, data: bytes, place: int) -> None:
        self._data, self._place = data, place

    def number(self, size: int) -> int:
        """The next number of `size` bytes. Raises IndexError at the end."""
        begin, self._place = self._place, self._place + size
        if self._place > len(self._data):
            raise IndexError("beyond the end")
        return int.from_bytes(self._data[begin : self._place], "big")
