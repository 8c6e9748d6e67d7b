"""Runs the fast tests on PostgreSQL: `python -m tests.postgres [pytest's arguments]`.

The server is the one LOREHOUSE_TEST_DATABASE_URL names, or one that listens on 127.0.0.1:5432 and
trusts us, or a throw-away one started here (installed from Debian's packages if we may) and
stopped again. Its data is in a temporary folder, and it listens on a free port of this machine.
"""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Tests that are about SQLite itself, that need a browser or that walk through all addresses say
# nothing about PostgreSQL.
MARKERS = "not long and not browser and not sqlite and not walk"


def main(arguments: list[str]) -> int:
    """Run pytest against a server; return its status, or 1 with a sentence when there is none."""
    with server() as url:
        if not url:
            print("Not run: every test of ./lore test-services. There is no PostgreSQL server, and")
            print(
                "none could be installed. Set LOREHOUSE_TEST_DATABASE_URL to one that may be used."
            )
            return 1
        print(f"PostgreSQL {version(url)} at {url.rpartition('@')[2]}", flush=True)
        command = [sys.executable, "-m", "pytest", "-m", MARKERS, *arguments]
        with tempfile.TemporaryDirectory(prefix="lorehouse-data-") as data:
            environment = {**os.environ, "DATABASE_URL": url, "LOREHOUSE_DATA": data}
            return subprocess.run(command, env=environment).returncode


@contextmanager
def server() -> Iterator[str]:
    """The address of a server on which databases may be made; empty when there is none."""
    for url in (os.environ.get("LOREHOUSE_TEST_DATABASE_URL", ""), *listening()):
        if url and version(url):
            # The tests' databases are called test_… after this name; two runs do not meet.
            yield f"{url.rpartition('/')[0]}/lorehouse_{os.getpid()}"
            return
    binaries = find_binaries() or install()
    if binaries is None:
        yield ""
        return
    with throw_away(binaries) as url:
        yield url


def listening() -> list[str]:
    """Addresses at which a server often trusts whoever is on the same machine."""
    me = pwd.getpwuid(os.geteuid()).pw_name
    return [f"postgresql://{user}@127.0.0.1:5432/postgres" for user in ("postgres", me)]


def version(url: str) -> str:
    """The version of the server at `url`; empty when it does not let us make databases."""
    try:
        with psycopg.connect(url, connect_timeout=3) as connection:
            may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
            allowed = connection.execute(may).fetchone()
            return str(connection.info.server_version // 10000) if allowed and allowed[0] else ""
    except psycopg.OperationalError:
        # The name at the end may not exist yet; the server's own database always does.
        root = f"{url.rpartition('/')[0]}/postgres"
        return version(root) if root != url else ""


def find_binaries() -> Path | None:
    """The folder with initdb and pg_ctl."""
    on_path = shutil.which("initdb")
    found = [
        *Path("/usr/lib/postgresql").glob("*/bin/initdb"),
        *([Path(on_path)] if on_path else []),
    ]
    return max(found).resolve().parent if found else None


def install() -> Path | None:
    """Install Debian's server, if that is ours to do."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        return None
    print("· Installing postgresql from Debian's packages", flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in ([apt, "update", "-qq"], [apt, "install", "-y", "-qq", "postgresql"]):
        subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    return find_binaries()


@contextmanager
def throw_away(binaries: Path) -> Iterator[str]:
    """A server of our own, started as somebody who is not root, and stopped at the end."""
    owner = "postgres" if os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="lorehouse-pg-"))
    if owner:
        shutil.chown(folder, owner)
    port = free_port()
    data = ["-D", str(folder / "data")]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
    control = str(binaries / "pg_ctl")
    quietly = {"user": owner, "cwd": folder, "stdout": subprocess.DEVNULL, "check": True}
    try:
        subprocess.run([binaries / "initdb", "-A", "trust", "-U", "postgres", *data], **quietly)
        start = [control, *data, "-o", options, "-l", str(folder / "log"), "-w", "start"]
        subprocess.run(start, **quietly)
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/lorehouse"
        finally:
            subprocess.run([control, *data, "-m", "immediate", "-w", "stop"], **quietly)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
