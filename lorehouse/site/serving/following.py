"""A worker for commands that run while the house is closed."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from lorehouse.lib.errors import Refused
from lorehouse.site.serving.claims import claim_folder
from lorehouse.site.serving.lifeline import FD_NAME

_LOOK_AGAIN = 0.2  # seconds
_FAREWELL = 60  # seconds that the worker may take for what it has begun


@contextmanager
def worker_running() -> Iterator[None]:
    """Have followers read the ledger meanwhile: by the worker that runs, or by one of our own.

    One of our own goes on until it has read everything.
    """
    try:
        claim_folder(settings.HOUSE.data, "worker.lock").close()
    except Refused:
        yield  # a worker runs already
        return
    ours, theirs = os.pipe()  # it ends with this process, however this process ends
    worker = subprocess.Popen(
        [sys.executable, "-m", "lorehouse.site.cli", "worker"],
        env={**os.environ, FD_NAME: str(ours)},
        pass_fds=(ours,),
    )
    os.close(ours)
    try:
        yield
        _read_out(worker)
    finally:
        os.close(theirs)
        worker.terminate()
        try:
            worker.wait(_FAREWELL)
        except subprocess.TimeoutExpired:
            worker.kill()


def _read_out(worker: "subprocess.Popen[bytes]") -> None:
    """Wait until the worker has read the ledger to its end, or has died."""
    from lorehouse.ledger import followers  # models need Django to be set up

    followers.discover()
    while worker.poll() is None:
        if not any(standing.unread and not standing.failures for standing in followers.standings()):
            return
        try:
            worker.wait(_LOOK_AGAIN)
        except subprocess.TimeoutExpired:
            continue
