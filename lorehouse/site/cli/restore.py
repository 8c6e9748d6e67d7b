"""`lorehouse restore FILE`: brings a saved house back into an empty data folder."""

import argparse
from pathlib import Path
from typing import Any

from lorehouse.lib.errors import Refused
from lorehouse.site.keeping import archive
from lorehouse.site.serving.claims import claim_folder

NEEDS_HOUSE = False  # there is none before it is restored


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "restore", help="bring a saved house back into an empty data folder"
    )
    parser.add_argument("file", type=Path, metavar="FILE")
    return parser


def run(args: argparse.Namespace) -> int:
    """Restore the backup and say when it was made."""
    if not args.file.is_file():
        raise Refused(f"There is no file {args.file}.")
    # Imported late, so that a wrong setting is refused with a sentence.
    from lorehouse.site.serving.stamps import database_file
    from lorehouse.site.settings import HOUSE

    database = database_file()
    if database is None:
        raise Refused("The database is on a server: restore it with pg_restore.")
    with claim_folder(HOUSE.data):
        about = archive.read(args.file, data=HOUSE.data, database=database)
    print(f"Restored the house of {about['made']} into {HOUSE.data}.")
    print("The search index is made again at the next start.")
    return 0
