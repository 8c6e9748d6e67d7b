"""`lorehouse export`: writes what is in the house as Markdown files or as JSON Lines."""

import argparse
import sys
from pathlib import Path
from typing import Any


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "export", help="write everything as Markdown files or JSON Lines"
    )
    parser.add_argument("path", metavar="PATH", type=Path, help="a new folder, or a new file")
    parser.add_argument("--format", choices=("markdown", "jsonl"), default="markdown")
    parser.add_argument(
        "--as", dest="email", default="", metavar="EMAIL", help="only what this person may read"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Write the export and say what is in it."""
    # Imported late: Django has to be set up first.
    from lorehouse.connect.exporters import writing
    from lorehouse.connect.importers import operator

    reader = operator.named(args.email) if args.email else None
    tally = writing.write(args.path, form=args.format, reader=reader, tell=show)
    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print(f"Written to {args.path}:")
    for kind, count in sorted(tally.done.items()):
        print(f"  {count:>8,}  {kind.replace('_', ' ')}")
    for kind, count in sorted(tally.left.items()):
        print(f"  {count:>8,}  {kind.replace('_', ' ')} not written (no form for it yet)")
    return 0


def show(done: int) -> None:
    """One line that counts up, on a terminal only."""
    if sys.stderr.isatty():
        print(f"\rwriting {done:,} …\033[K", end="", file=sys.stderr, flush=True)
