"""`lorehouse serve`: opens the house and keeps it open."""

import argparse
import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

from lorehouse.site.serving.children import Child
from lorehouse.site.serving.claims import claim_folder, claim_port
from lorehouse.site.serving.supervisor import Supervisor

NEEDS_HOUSE = False  # this process stays small; its children load Django

LOOK_ROUND = """
This is the demo house. Look round as:
{accounts}
A house of your own:

  {me} user add you@example.org --name "Your Name" --role admin
  {me} serve

It lives in ./data, or where LOREHOUSE_DATA says; docs/operations.md tells the rest.
"""


def add_parser(commands: Any) -> argparse.ArgumentParser:
    """Describe the command."""
    parser: argparse.ArgumentParser = commands.add_parser("serve", help="open the house")
    parser.add_argument("--demo", action="store_true", help="a filled house to look round in")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--workers", type=int, default=1, help="number of web processes (1)")
    return parser


def run(args: argparse.Namespace) -> int:
    """Claim port and folder, prepare the house, and supervise its processes until a signal."""
    choose_environment(args)
    # Reads the environment, so it cannot be imported before `choose_environment`.
    from lorehouse.site.settings import HOUSE

    folder = claim_folder(HOUSE.data)
    listener = claim_port(args.host, args.port)
    port = listener.getsockname()[1]
    with folder, listener:
        if not prepare(demo=args.demo):
            return 1
        return Supervisor(
            children(listener, args.workers),
            ready=lambda: answers(args.host, port),
            announce=lambda: announce(args, port),
        ).run()


def choose_environment(args: argparse.Namespace) -> None:
    """Settle what the environment leaves open: a demo's own folder, the address people use."""
    if args.demo:
        data = Path(os.environ.get("LOREHOUSE_DATA", "data")) / "demo"
        os.environ["LOREHOUSE_DATA"] = str(data)
        # A demo is looked at from other machines too, under whatever name they know it by.
        os.environ.setdefault("LOREHOUSE_HOSTS", "*")
    # Without compiled modules every process would compile a thousand files as it starts.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("BASE_URL", f"http://{shown(args.host)}:{args.port}")


def shown(host: str) -> str:
    """The name by which a browser on this machine reaches `host`."""
    if host in ("0.0.0.0", "::", ""):  # noqa: S104
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def prepare(*, demo: bool) -> bool:
    """Bring the database up to date in a process of its own; return whether that worked."""
    # Reads the settings; see `run`.
    from lorehouse.site.serving import stamps

    if stamps.is_migrated() and (not demo or stamps.demo_accounts() is not None):
        return True
    if demo and stamps.demo_accounts() is None:
        print("Filling the demo house; this takes a moment, once.", flush=True)
    command = [sys.executable, "-m", "lorehouse.site.serving.preparation"]
    return subprocess.run([*command, *(["--demo"] if demo else [])]).returncode == 0  # noqa: S603


def children(listener: socket.socket, workers: int) -> list[Child]:
    """The processes of a house: `workers` that answer requests, one that follows the ledger."""
    fd = listener.fileno()
    web = ["-m", "lorehouse.site.serving.web", str(fd)]
    return [
        *(
            Child(f"Web process {number}", web, (fd,), essential=True)
            for number in range(1, workers + 1)
        ),
        Child("The worker", ["-m", "lorehouse.site.cli", "worker"], ()),
    ]


def answers(host: str, port: int) -> bool:
    """Whether the house says that it is well."""
    try:
        with socket.create_connection((shown(host).strip("[]"), port), timeout=1) as asking:
            asking.sendall(b"GET /health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return b" 200 " in asking.recv(64)
    except OSError:
        return False


def announce(args: argparse.Namespace, port: int) -> None:
    """Say where the house is, and in a demo house who can sign in."""
    # Reads the settings; see `run`.
    from lorehouse.site.serving import stamps
    from lorehouse.site.settings import HOUSE

    print(f"Lorehouse is open at http://{shown(args.host)}:{port}/", flush=True)
    print(f"Its data is in {HOUSE.data}; Ctrl-C closes it.", flush=True)
    if args.demo:
        accounts = "".join(account(**known) for known in stamps.demo_accounts() or [])
        print(LOOK_ROUND.format(accounts=accounts, me=os.path.relpath(sys.argv[0])), flush=True)


def account(*, email: str, password: str, about: str, **_more: str) -> str:
    """What to type to be this person in the demo house, and what to try then."""
    lines = textwrap.wrap(about, 76, initial_indent="    ", subsequent_indent="    ")
    return f"\n  {email}  password: {password}\n" + "\n".join(lines) + "\n"
