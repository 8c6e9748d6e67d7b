"""A backup: one tar file with the database, the files and the secret key of an embedded house.

The search index is not in it: it is made from the database, and the next start makes it again.
"""

import hashlib
import json
import os
import sqlite3
import tarfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from lorehouse import __version__
from lorehouse.lib.errors import Refused

DATABASE = "lorehouse.sqlite3"
FILES = "files"
KEYS = ("secret_key", "push_key.pem")
MANIFEST = "manifest.json"
FORMAT = 1
PAGES_AT_ONCE = 2000  # of the database, between two of which writers get their turn


def write(target: Path, *, data: Path, database: Path, now: datetime) -> int:
    """Write a backup of a house, open or closed, to `target`; return its size in bytes.

    Every row committed before the call is in it, and every file those rows speak of. Raises
    Refused when `target` exists or cannot be written. A broken-off backup leaves no `target`.
    """
    if target.exists():
        raise Refused(f"{target} is there already; a backup does not overwrite.")
    part = target.with_name(f"{target.name}.part")
    try:
        # Beside the target, because that is where there is room for a copy.
        with TemporaryDirectory(prefix=".lorehouse-", dir=target.parent) as folder:
            copy = Path(folder) / DATABASE
            copy_database(database, copy)
            with part.open("wb") as stream:
                pack(stream, copy, data, manifest(copy, now))
                stream.flush()
                os.fsync(stream.fileno())
        part.rename(target)
    except OSError as reason:
        part.unlink(missing_ok=True)
        raise Refused(f"The backup cannot be written to {target}: {reason.strerror}.") from reason
    return target.stat().st_size


def copy_database(source: Path, target: Path) -> None:
    """Copy a database that may be in use, as of one moment."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=20)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        # One read transaction holds the moment, so writers cannot make the copy start again.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        old.backup(new, pages=PAGES_AT_ONCE)


def manifest(database: Path, now: datetime) -> bytes:
    """What is in the backup, and how to know that it arrived whole."""
    with database.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    content = {
        "format": FORMAT,
        "version": __version__,
        "made": now.isoformat(),
        "database": digest,
    }
    return json.dumps(content, indent=2).encode()


def pack(stream: BinaryIO, database: Path, data: Path, about: bytes) -> None:
    """Write the tar file: the manifest first, so that a stranger's file is refused early."""
    with tarfile.open(fileobj=stream, mode="w") as tar:
        entry = tarfile.TarInfo(MANIFEST)
        entry.size = len(about)
        tar.addfile(entry, BytesIO(about))
        tar.add(database, DATABASE)
        for name in (*KEYS, FILES):
            if (data / name).exists():
                tar.add(data / name, name)


def read(source: Path, *, data: Path, database: Path) -> dict[str, str]:
    """Restore a backup into an empty data folder; return its manifest.

    Raises Refused, leaving the folder as it was, when it holds a house or the backup is not whole.
    """
    if database.exists() or (data / FILES).exists():
        raise Refused(f"There is a house in {data} already; restore into an empty folder.")
    with unpacked(source, data) as folder:
        about = verified(folder, source)
        for name in (*KEYS, FILES):
            if (folder / name).exists():
                (folder / name).replace(data / name)
        (folder / DATABASE).replace(database)  # last: with it the house is there
    return about


@contextmanager
def unpacked(source: Path, data: Path) -> Iterator[Path]:
    """The content of a backup in a temporary folder inside the data folder."""
    try:
        with TemporaryDirectory(prefix=".restore-", dir=data) as name, tarfile.open(source) as tar:
            tar.extractall(name, filter="data")
            yield Path(name)
    except (tarfile.TarError, EOFError) as reason:
        raise Refused(f"{source} is not a whole backup of a Lorehouse.") from reason
    except OSError as reason:
        raise Refused(f"{source} cannot be restored: {reason.strerror}.") from reason


def verified(folder: Path, source: Path) -> dict[str, str]:
    """The manifest of an unpacked backup, when its database is the one that was written."""
    try:
        about: dict[str, str] = json.loads((folder / MANIFEST).read_bytes())
        with (folder / DATABASE).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except (OSError, ValueError) as reason:
        raise Refused(f"{source} is not a backup of a Lorehouse.") from reason
    if int(about.get("format", 0)) > FORMAT:
        raise Refused(f"{source} was made by a newer Lorehouse ({about['version']}).")
    if digest != about.get("database"):
        raise Refused(f"{source} is damaged: its database is not the one that was saved.")
    return about
