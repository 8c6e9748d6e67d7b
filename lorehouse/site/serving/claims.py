"""What a house must have for itself before it opens: its port and its data folder."""

import errno
import fcntl
import os
import socket
from pathlib import Path
from typing import TextIO

from lorehouse.lib.errors import Refused


def claim_port(host: str, port: int) -> socket.socket:
    """Listen on `host` and `port`. Raises Refused with the reason when that cannot be done."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(2048)
    except OverflowError as reason:
        raise Refused(f"A port is a number from 0 to 65535, not {port}.") from reason
    except OSError as reason:
        listener.close()
        raise Refused(why_not(host, port, reason)) from reason
    return listener


def why_not(host: str, port: int, reason: OSError) -> str:
    """One sentence about a port that cannot be had."""
    if reason.errno == errno.EADDRINUSE:
        return f"Port {port} on {host} is in use by another program; choose another with --port."
    if reason.errno == errno.EACCES:
        return f"Port {port} may not be used by this account; choose one above 1023 with --port."
    return f"Cannot listen on {host}, port {port}: {reason.strerror or reason}."


def claim_folder(data: Path, name: str = "house.lock", *, wait: bool = False) -> TextIO:
    """Lock the data folder for one house; it is free again when this process ends, however it ends.

    Raises Refused when the folder cannot be written or another house holds it (unless `wait`).
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        lock = (data / name).open("a+")
    except OSError as reason:
        raise Refused(f"The data folder {data} cannot be written: {reason.strerror}.") from reason
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError as reason:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        raise Refused(f"The data folder {data} is in use by another house ({holder}).") from reason
    lock.truncate(0)
    lock.write(f"process {os.getpid()}")
    lock.flush()
    return lock
