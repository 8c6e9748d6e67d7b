"""`lorehouse mail receive`: takes in one mail, for the pipe of a mail server."""

import argparse
import sys
from typing import Any

NO_SUCH_ADDRESS = 67  # EX_NOUSER of sysexits.h: the mail server sends it back


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("mail", help="replies by mail")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    actions.add_parser("receive", help="post the mail on standard input as a reply")
    return parser


def run(args: argparse.Namespace) -> int:
    """Post the mail, or tell its writer why not; return 67 for an address that is not ours."""
    # Imported late: models need Django to be set up.
    from django.utils import timezone

    from lorehouse.connect.mail import receiving
    from lorehouse.connect.mail.reading import LONGEST

    outcome = receiving.receive(sys.stdin.buffer.read(LONGEST), now=timezone.now())
    print(outcome.value)
    return NO_SUCH_ADDRESS if outcome is receiving.Outcome.UNKNOWN else 0
