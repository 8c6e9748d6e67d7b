"""The one thing of a camera's notes that a picture needs: which way up it is."""

import struct

TAG = 0x0112  # orientation, 1 (upright) to 8
LOCATION = 0x8825  # where the notes on the place begin
_ENTRY = 12  # bytes
_MOST = 1000  # entries of a directory; cameras write some dozens


def read(notes: bytes | memoryview, tag: int = TAG) -> int:
    """The value of `tag` in the first directory of `notes` (a TIFF structure); 0 without one.

    Source: TIFF 6.0, section 2; Exif 2.32, 4.6.
    """
    order = {b"II": "<", b"MM": ">"}.get(bytes(notes[:2]))
    try:
        if order is None or struct.unpack_from(f"{order}H", notes, 2)[0] != 42:
            return 0
        start = struct.unpack_from(f"{order}I", notes, 4)[0]
        count = min(struct.unpack_from(f"{order}H", notes, start)[0], _MOST)
        for place in range(start + 2, start + 2 + count * _ENTRY, _ENTRY):
            found, kind = struct.unpack_from(f"{order}HH", notes, place)
            if found == tag:
                shape = "H" if kind == 3 else "I"
                return int(struct.unpack_from(f"{order}{shape}", notes, place + 8)[0])
    except struct.error:
        return 0
    return 0


def written(orientation: int) -> bytes:
    """Notes that say nothing but the orientation."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, TAG, 3, 1, orientation, 0, 0)
