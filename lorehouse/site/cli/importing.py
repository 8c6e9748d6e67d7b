"""`lorehouse import`: brings another house's things in. It can be stopped and run again."""

import argparse
import sys
from pathlib import Path
from typing import Any

SOURCES = ("markdown", "stackexchange", "jsonl")


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "import", help="bring in a handbook, a community's conversations, or JSON Lines"
    )
    parser.add_argument("source", metavar="SOURCE", choices=SOURCES, help=", ".join(SOURCES))
    parser.add_argument("path", metavar="PATH", type=Path, help="a folder, a zip or a file")
    parser.add_argument("--space", default="", metavar="SLUG", help="the space for its articles")
    parser.add_argument("--group", default="", metavar="SLUG", help="the group it belongs to")
    parser.add_argument(
        "--audience", default="", metavar="NAME", help="who may see it: public, members, a name"
    )
    parser.add_argument("--dry-run", action="store_true", help="say what would be done")
    parser.add_argument(
        "--as", dest="email", default="", metavar="EMAIL", help="import in this person's name"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Import, show progress, print the report; 1 when records were left out."""
    # Imported late, here and below: Django has to be set up first.
    from django.utils import timezone

    from lorehouse.connect.importers import actions, operator
    from lorehouse.site.serving.following import worker_running

    importer = operator.find(args.email, now=timezone.now())
    plan = {
        "importer": importer, "source": args.source, "path": args.path, "space": args.space,
        "group": args.group, "audience": args.audience,
    }  # fmt: skip
    if args.dry_run:
        report = actions.rehearse(**plan, clock=timezone.now, tell=show)
    else:
        with worker_running():
            started = actions.begin(**plan, now=timezone.now())
            report = actions.carry_out(started, clock=timezone.now, tell=show)
    print_report(report, dry_run=args.dry_run)
    return 1 if report.skipped else 0


def show(progress: Any) -> None:
    """One line that counts up, on a terminal only."""
    if sys.stderr.isatty():
        share = f" of {progress.total:,}" if progress.total else ""
        line = f"\r{progress.stage} {progress.done:,}{share} …\033[K"
        print(line, end="", file=sys.stderr, flush=True)


def print_report(report: Any, *, dry_run: bool) -> None:
    """What was done, what has no place here, what was left out."""
    # Imported late: it needs Django to be set up.
    from lorehouse.connect.importers import words

    if sys.stderr.isatty():
        print("\r\033[K", end="", file=sys.stderr)
    print("Would bring in:" if dry_run else "Brought in:")
    for name, count in words.named(report.done) or [("nothing new", 0)]:
        print(f"  {count:>8,}  {name}")
    if report.seconds:
        print(f"In {report.seconds:.1f} s, {report.per_second:,.0f} records a second.")
    print_losses(report)
    if report.skipped:
        print(f"Left out: {report.skipped:,}")
        for problem in report.problems:
            print(f"  {problem.where}: {problem.reason}")
        if report.skipped > len(report.problems):
            print(f"  and {report.skipped - len(report.problems):,} more")


def print_losses(report: Any) -> None:
    """What of the source has no place in the house."""
    if report.losses:
        print("Without a place here:")
    for loss in report.losses:
        example = f", such as {loss.examples[0]}" if loss.examples else ""
        print(f"  {loss.times:>8,}  {loss.what}{example}")
