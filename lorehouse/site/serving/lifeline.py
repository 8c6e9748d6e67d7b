"""How a child notices that its supervisor is gone, even by kill -9.

The supervisor keeps the writing end of a pipe and never writes. Each child waits on the reading
end: when the supervisor dies, the system closes its end, and the child's wait is over.
"""

import os
import signal
import threading
import time
from collections.abc import Callable

FD_NAME = "LOREHOUSE_LIFELINE"  # the environment variable with the number of the reading end
GRACE = 10.0  # seconds a child may take to finish what it is doing


def hold_on(end: Callable[[], object] | None = None) -> None:
    """Watch the lifeline from a thread; when it breaks, call `end`, by default SIGTERM to oneself.

    Without a supervisor (a process started by hand) it does nothing.
    """
    number = os.environ.get(FD_NAME)
    if number is None:
        return
    thread = threading.Thread(
        target=_watch, args=(int(number), end or _terminate), name="lifeline", daemon=True
    )
    thread.start()


def _watch(fd: int, end: Callable[[], object]) -> None:
    """Block until the other end is closed, ask for the end, then insist on it."""
    while os.read(fd, 1):
        pass
    end()
    time.sleep(GRACE)
    os._exit(1)


def _terminate() -> None:
    """End this process the way its supervisor would have."""
    os.kill(os.getpid(), signal.SIGTERM)
