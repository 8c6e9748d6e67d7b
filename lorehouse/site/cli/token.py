"""`lorehouse token add`: makes an access token for the API."""

import argparse
from typing import Any


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("token", help="make an access token")
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    add = actions.add_parser("add", help="make a token; its word is printed last")
    add.add_argument("email")
    add.add_argument("--name", default="command line", help="what it is for")
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the token and print its word, which is kept nowhere."""
    # Imported late: models need Django to be set up.
    from django.utils import timezone

    from lorehouse.connect import actions
    from lorehouse.lib.errors import Unfit
    from lorehouse.people.models import Person

    person = Person.objects.filter(email__iexact=args.email, is_active=True).first()
    if person is None:
        raise Unfit(f"Nobody with the address {args.email} is here.")
    _, word = actions.make_token(person=person, name=args.name, now=timezone.now())
    print(f"Token “{args.name}” for {person.name}: {word}")
    return 0
