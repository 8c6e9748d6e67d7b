"""Zip files to folders, without being led astray by what is in them."""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from lorehouse.connect.importers.reading import NotThatSource

#: Bytes that an unpacked file may have in all; a few kilobytes can unfold to more than any disk.
LARGEST = 4 * 2**30
MOST_FILES = 200_000
#: A file that unfolds to so many times its size, and to more than a little, is to fill a disk.
MOST_UNFOLDED = 200
A_LITTLE = 256 * 2**20


def unpacked(path: Path, folder: Path) -> Path:
    """`path` itself, or, if it is a zip file, `folder` with what was in it.

    Raises NotThatSource.
    """
    if not path.is_file() or not zipfile.is_zipfile(path):
        return path
    try:
        with zipfile.ZipFile(path) as archive:
            _unpack(archive, path, folder)
    except NotThatSource:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as reason:
        shutil.rmtree(folder, ignore_errors=True)
        raise NotThatSource(f"{path.name} cannot be unpacked: {reason}.") from reason
    return _inner(folder)


def _unpack(archive: zipfile.ZipFile, path: Path, folder: Path) -> None:
    members = [member for member in archive.infolist() if not member.is_dir()]
    name, size = path.name, sum(member.file_size for member in members)
    if size > LARGEST or len(members) > MOST_FILES:
        raise NotThatSource(
            f"{name} unpacks to more than {LARGEST // 2**30} GB or {MOST_FILES:,} files."
        )
    refuse_bomb(path, size)
    for member in members:
        place = PurePosixPath(member.filename.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts:
            raise NotThatSource(f"{name} holds a file outside of itself: {member.filename[:80]}.")
        target = folder.joinpath(*place.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as plain:
            # A header may understate what follows it; the reader stops at what it says.
            shutil.copyfileobj(packed, plain, 1024 * 1024)


def refuse_bomb(path: Path, size: int) -> None:
    """Raises NotThatSource when the packed file `path` unfolds to too many times its size."""
    if size > A_LITTLE and size > MOST_UNFOLDED * path.stat().st_size:
        raise NotThatSource(
            f"{path.name} unfolds to {size / 2**30:.1f} GB out of almost nothing; "
            "nothing was unpacked."
        )


def _inner(folder: Path) -> Path:
    """The folder that a zip file's only entry is, if it is one."""
    entries = [entry for entry in folder.iterdir() if entry.name != "__MACOSX"]
    if len(entries) == 1:
        return _inner(entries[0]) if entries[0].is_dir() else folder
    return folder
