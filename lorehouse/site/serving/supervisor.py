"""Keeps the processes of a house running until it is told to stop. It never loads Django."""

import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

from lorehouse.site.serving.children import Child

PATIENCE = 8.0  # seconds for everybody to finish before they are killed
STOPPING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Supervisor:
    """Starts children, starts again what dies, and stops all of them on a signal."""

    def __init__(
        self, children: list[Child], *, ready: Callable[[], bool], announce: Callable[[], None]
    ) -> None:
        """`ready` says whether the house answers; `announce` is called once, when it first does."""
        self.children = children
        self.ready = ready
        self.announce = announce
        self.announced = False
        self.stopping = False
        # Children hold the reading end; see lifeline.py.
        self.lifeline, self._kept_open = os.pipe()

    def run(self) -> int:
        """Return the exit status: 0 when stopped by a signal, 1 when the house never came up."""
        wakeup = self._listen_to_signals()
        # The others wait until the house is open: it opens sooner with the machine to itself.
        for child in self.children:
            if child.essential:
                child.start(self.lifeline)
        try:
            while not self.stopping:
                select.select([wakeup], [], [], self._nap())
                drain(wakeup)
                if not self._look_after():
                    return 1
        finally:
            self._stop_all()
        return 0

    def _nap(self) -> float:
        """Seconds until there is something to look at: soon while starting, else a restart."""
        if not self.announced:
            return 0.1
        waits = [child.due - time.monotonic() for child in self.children if child.process is None]
        return max(0.0, min(waits, default=60.0))

    def _look_after(self) -> bool:
        """Restart what is due, announce the house when it answers; False if it cannot come up."""
        if not self.announced and self.ready():
            self.announced = True
            self.announce()
        for child in self.children:
            if child.process is not None and not child.is_alive():
                # One that gave up by itself will do so again; one that was killed will not.
                gave_up = (child.process.returncode or 0) >= 0
                sentence = child.mourn()
                if gave_up and child.essential and not self.announced and not self.stopping:
                    say(f"{sentence.split(';')[0]} before the house was open. Its reason is above.")
                    return False
                say(sentence)
            may_start = self.announced or child.essential
            if child.process is None and may_start and time.monotonic() >= child.due:
                child.start(self.lifeline)
        return True

    def _listen_to_signals(self) -> socket.socket:
        """Have signals wake the loop by writing to a socket; return its reading end."""
        reading, writing = socket.socketpair()
        reading.setblocking(False)
        writing.setblocking(False)
        self._writing = writing
        signal.set_wakeup_fd(writing.fileno(), warn_on_full_buffer=False)
        for number in STOPPING:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        return reading

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """Note that the house is to close."""
        self.stopping = True

    def _stop_all(self) -> None:
        """Ask all children to end, then kill those that do not."""
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while any(child.is_alive() for child in self.children) and time.monotonic() < deadline:
            time.sleep(0.02)
        for child in self.children:
            child.signal(signal.SIGKILL)


def drain(wakeup: socket.socket) -> None:
    """Empty the socket that signals write to."""
    try:
        while wakeup.recv(512):
            pass
    except BlockingIOError:
        pass


def say(line: str) -> None:
    """Tell whoever started the house."""
    print(f"lorehouse: {line}", file=sys.stderr, flush=True)  # noqa: T201
