"""A part of a file: browsers ask for it to play a film, or to go on with a broken download."""

import re
from collections.abc import Iterator

from django.core.files.base import File

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
PIECE = 64 * 1024  # bytes read at a time


class NoSuchPart(Exception):
    """The part that is asked for is not in the file."""


def part_of(asked: str, size: int) -> range | None:
    """The bytes that a Range header names in a file of `size` bytes; None for the whole file.

    More than one part at once is answered with the whole, which HTTP allows. Raises NoSuchPart.
    """
    match = _RANGE.fullmatch(asked.replace(" ", ""))
    if match is None or match.groups() == ("", ""):
        return None
    first, last = match.groups()
    if not first:  # the last so many
        begin, end = max(0, size - int(last)), size
    else:
        begin, end = int(first), min(size, int(last) + 1) if last else size
        if last and int(last) < begin:
            return None
    if begin >= size or begin == end:
        raise NoSuchPart
    return range(begin, end)


def pieces(file: "File[bytes]", part: range) -> Iterator[bytes]:
    """The bytes of `part`, some at a time; the file is closed at the end."""
    with file.open() as opened:
        opened.seek(part.start)
        left = len(part)
        while left and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
