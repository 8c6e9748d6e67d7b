"""The `lorehouse` command. Each file is one command: `add_parser(commands)`, `run(args)`."""

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from types import ModuleType

from lorehouse.lib.errors import Refused

# A new command is a file in this folder and its name here.
COMMANDS = (
    "serve", "worker", "import", "export", "search", "index", "user", "token", "backup", "restore",
    "check", "mail",
)  # fmt: skip
# Commands whose file cannot be called as they are.
FILES = {"import": "importing", "export": "exporting"}


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0, 1 for a refusal, 2 for wrong usage."""
    words = list(sys.argv[1:] if argv is None else argv)
    # One command loads one file: `serve` stays small for as long as the house is open.
    named = words[:1] if words[:1] and words[0] in COMMANDS else COMMANDS
    args = parser(named).parse_args(words)
    command: ModuleType = args.command_module
    try:
        if getattr(command, "NEEDS_HOUSE", True):
            open_house()
        return int(command.run(args))
    except Refused as reason:
        print(f"lorehouse: {reason}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has gone (`lorehouse search … | head`).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130


def parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line of the commands called `names`."""
    top = argparse.ArgumentParser(prog="lorehouse", description="Runs and tends a Lorehouse.")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    for name in names:
        module = importlib.import_module(f"lorehouse.site.cli.{FILES.get(name, name)}")
        module.add_parser(commands).set_defaults(command_module=module)
    return top


def open_house() -> None:
    """Make Django and the database ready for a command. Raises Refused when it cannot be."""
    # Imported late: `serve` and `--help` do without Django, which takes a second to import.
    from lorehouse.site.serving.preparation import open_house as prepare

    prepare()
