"""Remembers what was already done to a house, so that the next start need not load Django to ask.

The state of the migrations is kept inside the SQLite file (`user_version`), so it moves with a
backup and is gone with the file. On PostgreSQL nothing is remembered: Django looks each time.
"""

import json
import sqlite3
import sysconfig
import zlib
from contextlib import closing
from pathlib import Path

from lorehouse.site.settings import HOUSE

DEMO_FILE = "demo.json"


def is_migrated() -> bool:
    """Whether the database is known to have every migration that this version brings."""
    file = database_file()
    if file is None or not file.exists():
        return False
    try:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
            (seen,) = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError:
        return False
    return bool(seen == migrations_key())


def remember_migrated() -> None:
    """Write down that every migration was applied."""
    file = database_file()
    if file is not None:
        with closing(sqlite3.connect(file)) as database:
            database.execute(f"PRAGMA user_version = {migrations_key()}")


def migrations_key() -> int:
    """A number from 1 to 2³¹-1 that changes with any migration file."""
    total = 0
    for file in sorted(HOUSE.package.glob("*/migrations/*.py")):
        total = zlib.crc32(file.read_bytes(), zlib.crc32(file.name.encode(), total))
    for package in installed():
        total = zlib.crc32(package.encode(), total)
    return (total & 0x7FFFFFFF) or 1


def installed() -> list[str]:
    """Name and version of installed packages that bring migrations."""
    folder = Path(sysconfig.get_path("purelib"))
    return sorted(found.name for found in folder.glob("django*.dist-info"))


def database_file() -> Path | None:
    """The SQLite file of this house, or None when its database is a server."""
    if "sqlite" not in HOUSE.database["ENGINE"]:
        return None
    return Path(HOUSE.database["NAME"])


def demo_accounts() -> list[dict[str, str]] | None:
    """The accounts of a filled demo house; None when it was not filled to the end."""
    file, database = HOUSE.data / DEMO_FILE, database_file()
    if not file.exists() or (database is not None and not database.exists()):
        return None
    accounts: list[dict[str, str]] = json.loads(file.read_text())
    return accounts


def remember_demo(accounts: list[dict[str, str]]) -> None:
    """Write down that the demo house is complete, and who can sign in there."""
    fresh = HOUSE.data / f"{DEMO_FILE}.new"
    fresh.write_text(json.dumps(accounts))
    fresh.rename(HOUSE.data / DEMO_FILE)
