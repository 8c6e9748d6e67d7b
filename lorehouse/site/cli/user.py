"""`lorehouse user add`: gives somebody an account."""

import argparse
import secrets
from typing import Any

ROLES = ("member", "editor", "moderator", "admin")


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("user", help="add a person")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="add a person who can sign in at once")
    add.add_argument("email")
    add.add_argument("--name", required=True, help="the name others see")
    add.add_argument("--role", choices=ROLES, default="member")
    add.add_argument("--password", help="otherwise one is made up and printed")
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the account and say how to sign in."""
    # Imported late: models need Django to be set up.
    from django.utils import timezone

    from lorehouse.people import actions

    password = args.password or secrets.token_urlsafe(9)
    person = actions.add(
        email=args.email, name=args.name, role=args.role, password=password, now=timezone.now()
    )
    print(f"{person.name} ({person.email}) can sign in as {person.get_role_display()}.")
    if not args.password:
        print(f"Password, to be changed after the first sign-in: {password}")
    return 0
