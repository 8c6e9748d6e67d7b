"""What is done at times rather than because something happened. Each room's `jobs.py` says what."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules

log = logging.getLogger(__name__)

LOOK_EVERY = 0.5  # seconds between two looks at the clock
JOBS: dict[str, "Job"] = {}


@dataclass(frozen=True, kw_only=True)
class Job:
    """A function that is called again and again. Being called twice at a time must do no harm."""

    name: str
    seconds: float
    run: Callable[..., object]


def every(seconds: float, *, name: str) -> Callable[[Callable[..., object]], Callable[..., object]]:
    """Have the decorated function called with `now` about every so many seconds, by the worker.

    It is called in a thread beside the followers, so that neither waits for the other.
    """

    def register(run: Callable[..., object]) -> Callable[..., object]:
        JOBS[name] = Job(name=name, seconds=seconds, run=run)
        return run

    return register


def run(stop: threading.Event) -> None:
    """Do every job at its times until `stop` is set."""
    autodiscover_modules("jobs")
    due = dict.fromkeys(JOBS, 0.0)
    while not stop.wait(LOOK_EVERY):
        for name, job in JOBS.items():
            if time.monotonic() >= due[name] and not stop.is_set():
                do(job, now=timezone.now())
                due[name] = time.monotonic() + job.seconds


def do(job: Job, *, now: datetime) -> None:
    """Do a job once. What goes wrong is written to the log, and holds up no other job."""
    try:
        job.run(now=now)
    except DatabaseError:
        log.exception("the job %s lost the database", job.name)
        close_old_connections()
    except Exception:
        log.exception("the job %s failed", job.name)
