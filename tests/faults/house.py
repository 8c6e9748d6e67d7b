"""A real house in processes of its own, for tests that kill them."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import free_port

PATIENCE = 60.0  # seconds for anything that should happen at once; the machine may be busy
COMMAND = [sys.executable, "-m", "lorehouse.site.cli"]


class House:
    """A house on a free port with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.log = data.parent / "house.log"
        kept = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "BASE_URL")}
        self.environment = {**kept, "LOREHOUSE_DATA": str(data), "BASE_URL": self.url}

    def command(self, *words: str, check: bool = True, patience: float = 180) -> str:
        """Run a `lorehouse` command on this house; return what it prints."""
        done = subprocess.run(
            [*COMMAND, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=patience,
        )
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done.stdout if check else done.stdout + done.stderr

    def open(self) -> None:
        """Start the house and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--port", str(self.port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_for(self.answers, "the house to answer", self.log)

    def close(self) -> int:
        """Stop the house as Ctrl-C does; return its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)

    def answers(self) -> bool:
        """Whether a web process is there."""
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=2) as asking:
                asking.settimeout(2)
                asking.sendall(b"GET /health HTTP/1.0\r\n\r\n")
                return b" 200 " in asking.recv(64)
        except OSError:
            return False

    def processes(self, what: str = "") -> list[int]:
        """The processes of this house: `supervisor`, `web`, `worker`, or all of them."""
        signs = {"supervisor": r"cli serve", "web": r"serving\.web", "worker": r"cli worker"}
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                mine = f"LOREHOUSE_DATA={self.data}".encode() in (
                    (folder / "environ").read_bytes().split(b"\0")
                )
            except OSError:
                continue
            if mine and re.search(signs.get(what, "|".join(signs.values())), line):
                found.append(int(folder.name))
        return found

    def kill(self, what: str) -> None:
        """Kill a process of the house with signal 9."""
        for pid in self.processes(what)[:1]:
            os.kill(pid, signal.SIGKILL)

    def post(self, path: str, token: str, content: object, key: str) -> dict[str, object]:
        """Post JSON, again and again until it is acknowledged, under one idempotency key."""
        headers = {
            "Authorization": f"Bearer {token}",
            "Content-Type": "application/json",
            "Idempotency-Key": key,
        }
        deadline = time.monotonic() + PATIENCE
        while True:
            request = urllib.request.Request(
                self.url + path, json.dumps(content).encode(), headers, method="POST"
            )
            try:
                with urllib.request.urlopen(request, timeout=20) as answer:
                    said: dict[str, object] = json.load(answer)
                    return said
            except urllib.error.HTTPError as refusal:
                text = refusal.read().decode(errors="replace")
                # 409: the first try with this key is still under way in a dying process.
                assert refusal.code in (409, 502, 503), f"{refusal.code}: {text}"
            except (OSError, ValueError):
                pass
            assert time.monotonic() < deadline, (
                f"no answer to POST {path}\n{self.log.read_text()[-4000:]}"
            )
            time.sleep(0.1)

    def get(self, path: str, token: str) -> dict[str, object]:
        """Read JSON."""
        request = urllib.request.Request(
            self.url + path, headers={"Authorization": f"Bearer {token}"}
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            said: dict[str, object] = json.load(answer)
            return said


def wait_for(condition, what: str, log: Path | None = None, patience: float = PATIENCE) -> None:
    """Wait until `condition()` is true."""
    deadline = time.monotonic() + patience
    while not condition():
        said = log.read_text()[-4000:] if log and log.exists() else ""
        assert time.monotonic() < deadline, f"waited in vain for {what}\n{said}"
        time.sleep(0.05)


@contextmanager
def a_house(folder: Path) -> Iterator[House]:
    """A house with one administrator; whatever of it still runs at the end is killed."""
    house = House(folder / "data")
    try:
        house.command("user", "add", "ada@house.example", "--name", "Ada", "--role", "admin")
        yield house
    finally:
        for pid in house.processes():
            os.kill(pid, signal.SIGKILL)
