"""How many pixels a picture says it has, read from its head: nothing is decoded here.

A few kilobytes can unfold to more pixels than a reader's browser has memory for.
"""

import re
import struct

_JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_ISPE = re.compile(rb"ispe\0{4}(.{8})", re.DOTALL)


def png(data: bytes) -> int:
    """Width times height, as IHDR (ISO/IEC 15948) has them."""
    width, height = struct.unpack_from(">II", data, 16)
    return int(width * height)


def gif(data: bytes) -> int:
    """Width times height of the screen that all frames are drawn on."""
    width, height = struct.unpack_from("<HH", data, 6)
    return int(width * height)


def jpeg(kind: int, segment: bytes) -> int:
    """The same, of a segment that begins a frame (ISO/IEC 10918-1, B.2.2); 0 for any other."""
    if kind not in _JPEG_FRAMES:
        return 0
    height, width = struct.unpack_from(">HH", segment, 5)
    return int(width * height)


def webp(kind: bytes, content: bytes) -> int:
    """The same, of a chunk that says it (RFC 9649, 2.5 to 2.7); 0 for any other."""
    if kind == b"VP8X":
        return _three_bytes(content, 4) * _three_bytes(content, 7)
    if kind == b"VP8L":
        bits = struct.unpack_from("<I", content, 1)[0]
        return int((bits & 0x3FFF) + 1) * int((bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and content[3:6] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 6)
        return int(width & 0x3FFF) * int(height & 0x3FFF)
    return 0


def heif(data: bytes) -> int:
    """The largest that any `ispe` box (ISO/IEC 23008-12, 6.5.3) of the file says."""
    found = (struct.unpack(">II", one[1]) for one in _ISPE.finditer(data))
    return max((int(width * height) for width, height in found), default=0)


def _three_bytes(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 3], "little") + 1
