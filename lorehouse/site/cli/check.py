"""`lorehouse check`: looks the house over and says what is not well."""

import argparse
import os
import shutil
import socket
from collections.abc import Callable
from typing import Any

from lorehouse.lib.errors import Refused

ENOUGH_SPACE = 500_000_000  # bytes free on the data folder's disk
BEHIND = 60.0  # seconds a follower may be behind the ledger before it is worth a word


class Unwell(Exception):
    """Something is wrong; its text says what, and what to do."""


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("check", help="look the house over")
    return parser


def run(args: argparse.Namespace) -> int:
    """Print one line for each part; return 1 when one is not well."""
    looks: dict[str, Callable[[], str]] = {
        "settings": settings,
        "data folder": data_folder,
        "database": database,
        "ledger": ledger,
        "mail": mail,
    }
    return max(look_at(name, look) for name, look in looks.items())


def look_at(name: str, look: Callable[[], str]) -> int:
    """Print what `look` finds; return 0 when it is well."""
    try:
        print(f"ok     {name:<12} {look()}")
    except (Unwell, Refused) as reason:
        print(f"WRONG  {name:<12} {reason}")
        return 1
    return 0


def settings() -> str:
    """Django's own checks, and the address people use."""
    # Imported late, here and below: Django has to be set up first.
    from django.conf import settings
    from django.core.checks import ERROR, run_checks

    errors = [finding for finding in run_checks() if finding.level >= ERROR]
    if errors:
        raise Unwell("; ".join(str(finding.msg) for finding in errors))
    return f"people reach this house at {settings.BASE_URL}"


def data_folder() -> str:
    """Whether the folder can be written and has room."""
    from django.conf import settings

    folder = settings.HOUSE.data
    if not os.access(folder, os.W_OK):
        raise Unwell(f"{folder} cannot be written by this account.")
    free = shutil.disk_usage(folder).free
    if free < ENOUGH_SPACE:
        raise Unwell(f"{folder} has only {free / 1_000_000:.0f} MB left.")
    return f"{folder}, {free / 1_000_000_000:.0f} GB free"


def database() -> str:
    """Whether it answers, is whole, and has all migrations."""
    from django.db import connection

    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT version()")
            return str(cursor.fetchone()[0]).split(" on ")[0]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        faults = [row[0] for row in cursor.fetchall() if row[0] != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        faults += [
            f"a row of {row[0]} points at nothing in {row[2]}" for row in cursor.fetchmany(5)
        ]
    if faults:
        raise Unwell("; ".join(faults) + ". Restore a backup, and keep this file.")
    return f"{connection.settings_dict['NAME']} is whole"


def ledger() -> str:
    """Whether everybody who follows the ledger keeps up; the search index is one of them."""
    from django.utils import timezone

    from lorehouse.ledger import followers

    followers.discover()
    late = []
    for standing in followers.standings():
        since = standing.oldest_unread
        age = (timezone.now() - since).total_seconds() if since else 0.0
        if standing.parked or standing.failures or age > BEHIND:
            late.append(
                f"{standing.follower} is {standing.unread} behind, {standing.parked} set aside"
                f" {standing.error}".rstrip()
            )
    if late:
        raise Unwell("; ".join(late) + ". Is the house open? `lorehouse index status` says more.")
    return "search and all other followers are up to date"


def mail() -> str:
    """Whether the mail server can be reached, when there is one."""
    from django.conf import settings

    if not settings.EMAIL_HOST:
        return f"no EMAIL_URL: mail is written to {settings.EMAIL_FILE_PATH}"
    try:
        socket.create_connection((settings.EMAIL_HOST, settings.EMAIL_PORT), timeout=5).close()
    except OSError as reason:
        raise Unwell(
            f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} does not answer: {reason}."
        ) from reason
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} answers"
