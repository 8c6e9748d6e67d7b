"""Makes a house ready: its database brought up to date, and a demo house filled.

The supervisor runs it as a process of its own (`python -m lorehouse.site.serving.preparation`)
when `stamps` says that there is something to do, and so never loads Django itself.
"""

import os
import sys
from datetime import UTC, datetime

import django
from django.core.management import call_command
from django.db import OperationalError, connection

from lorehouse.lib.errors import Refused
from lorehouse.site.serving import stamps


def open_house() -> None:
    """Load Django and bring the database up to date. Raises Refused when either cannot be done."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorehouse.site.settings")
    django.setup()
    if not stamps.is_migrated():
        migrate()


def migrate() -> None:
    """Apply the migrations that are missing. Raises Refused when the database does not answer."""
    try:
        connection.ensure_connection()
    except OperationalError as reason:
        raise Refused(f"The database does not answer: {str(reason).strip()}") from reason
    call_command("migrate", verbosity=0, interactive=False)
    stamps.remember_migrated()


def fill_demo() -> None:
    """Fill the demo house if it is empty; a fill that was broken off left nothing behind."""
    if stamps.demo_accounts() is not None:
        return
    # Imported late: only a demo house needs its content, and only once.
    from lorehouse.site import demo

    stamps.remember_demo(demo.load(now=datetime.now(UTC)))


def main(arguments: list[str]) -> int:
    """Prepare the house; with `--demo` fill it too. Return the exit status."""
    try:
        open_house()
        if "--demo" in arguments:
            fill_demo()
    except Refused as reason:
        print(f"lorehouse: {reason}", file=sys.stderr)  # noqa: T201
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
