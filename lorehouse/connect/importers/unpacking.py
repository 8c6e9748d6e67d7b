"""Zip files to folders, without being led astray by what is in them."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from lorehouse.connect.importers.reading import NotThatSource

#: Bytes that an unpacked file may have in all; a few kilobytes can unfold to more than any disk.
LARGEST = 4 * 2**30
MOST_FILES = 200_000


def unpacked(path: Path, folder: Path) -> Path:
    """`path` itself, or, if it is a zip file, `folder` with what was in it.

    Raises NotThatSource.
    """
    if not path.is_file() or not zipfile.is_zipfile(path):
        return path
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, path.name, folder)
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as reason:
        raise NotThatSource(f"{path.name} cannot be unpacked: {reason}.") from reason
    return _inner(folder)


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    if sum(member.file_size for member in members) > LARGEST or len(members) > MOST_FILES:
        raise NotThatSource(
            f"{name} unpacks to more than {LARGEST // 2**30} GB or {MOST_FILES:,} files."
        )
    for member in members:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts:
            raise NotThatSource(f"{name} holds a file outside of itself: {member.filename[:80]}.")
        target = folder.joinpath(*place.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as plain:
            # A header may understate what follows it; the reader stops at what it says.
            shutil.copyfileobj(packed, plain, 1024 * 1024)


def _inner(folder: Path) -> Path:
    """The folder that a zip file's only entry is, if it is one."""
    entries = [entry for entry in folder.iterdir() if entry.name != "__MACOSX"]
    if len(entries) == 1:
        return _inner(entries[0]) if entries[0].is_dir() else folder
    return folder
