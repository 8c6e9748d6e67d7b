"""`lorehouse backup FILE`: saves all state of the house in one file, while it runs."""

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lorehouse.lib.errors import Refused
from lorehouse.site.keeping import archive

NEEDS_HOUSE = False  # a house that cannot be opened can still be saved


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "backup", help="save the whole house in one file, while it runs"
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the backup and say how large it is."""
    # Imported late, so that a wrong setting is refused with a sentence.
    from lorehouse.site.serving.stamps import database_file
    from lorehouse.site.settings import HOUSE

    database = database_file()
    if database is None:
        raise Refused(
            f"The database is on a server: save it with pg_dump, and {HOUSE.data} with it."
        )
    if not database.exists():
        raise Refused(f"There is no house in {HOUSE.data}.")
    size = archive.write(args.file, data=HOUSE.data, database=database, now=datetime.now(UTC))
    print(f"Saved {HOUSE.data} in {args.file} ({size / 1_000_000:.1f} MB).")
    return 0
