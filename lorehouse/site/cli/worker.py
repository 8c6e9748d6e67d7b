"""`lorehouse worker`: follows the ledger until it is told to stop. `serve` starts one."""

import argparse
import signal
import threading
from typing import Any

from lorehouse.site.serving import lifeline
from lorehouse.site.serving.claims import claim_folder


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "worker", help="keep search, counts and notices up to date (serve starts one)"
    )
    return parser


def run(args: argparse.Namespace) -> int:
    """Run the followers; a second worker on the same data folder waits for the first to end."""
    # Imported late: the ledger's models need Django to be set up.
    from django.conf import settings

    from lorehouse.bridge import indexing
    from lorehouse.ledger import worker

    stop = threading.Event()
    with claim_folder(settings.HOUSE.data, "worker.lock", wait=True):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        lifeline.hold_on(stop.set)
        indexing.make_sure()
        worker.run(stop)
    return 0
