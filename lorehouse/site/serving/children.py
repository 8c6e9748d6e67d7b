"""The processes that a supervisor keeps running."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field

from lorehouse.site.serving import lifeline

STEADY = 10.0  # seconds after which a process counts as well started
FIRST_WAIT = 0.5  # seconds before a process that died is started again; doubled each time
LONGEST_WAIT = 30.0


@dataclass
class Child:
    """One process: what starts it, whether it lives, and how long to wait before the next try."""

    name: str
    command: list[str]
    keep_open: tuple[int, ...]
    essential: bool = False  # without it the house cannot open
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = field(default=FIRST_WAIT)
    due: float = 0.0

    def start(self, lifeline_fd: int) -> None:
        """Start the process in a session of its own: Ctrl-C is for the supervisor alone."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, *self.command],
            pass_fds=(*self.keep_open, lifeline_fd),
            env={**os.environ, lifeline.FD_NAME: str(lifeline_fd)},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def mourn(self) -> str:
        """Plan the next start; return one sentence about how the process ended."""
        assert self.process is not None  # noqa: S101
        now = time.monotonic()
        if now - self.started > STEADY:
            self.wait = FIRST_WAIT
        ended = how(self.process.returncode)
        sentence = f"{self.name} ended ({ended}); starting it again in {self.wait:g} s."
        self.process, self.due = None, now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)
        return sentence

    def signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(number)


def how(status: int) -> str:
    """How a process ended, in words."""
    return f"killed by signal {-status}" if status < 0 else f"exit status {status}"
