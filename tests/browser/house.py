"""A filled demo house on a port of its own."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.faults.house import COMMAND, House, wait_for

FILLED_IN = 400.0  # seconds; filling takes about 40 of processor time


class DemoHouse(House):
    """The house that `./lore run` shows."""

    def open(self) -> None:
        """Fill the house, start it, and wait until it answers."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*COMMAND, "serve", "--demo", "--port", str(self.port)],
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        wait_for(self.is_open, "the demo house to open", self.log, FILLED_IN)

    def is_open(self) -> bool:
        """Whether it is filled and answers. Fails when it gave up."""
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-4000:]
        return "is open" in self.log.read_text()

    def inside(self, *words: str) -> str:
        """Run a `lorehouse` command on the filled house; return what it prints."""
        return House(self.data / "demo").command(*words)

    def accounts(self) -> dict[str, dict[str, str]]:
        """The accounts one may sign in with, by first name."""
        listed = json.loads((self.data / "demo" / "demo.json").read_text())
        return {account["name"].split()[0].lower(): account for account in listed}


@contextmanager
def demo_house(folder: Path) -> Iterator[DemoHouse]:
    """A demo house that is open inside the `with`.

    LOREHOUSE_OPEN_DEMO names one that is open already, to try a test without filling a house:
    its address and its LOREHOUSE_DATA, with a space between.
    """
    if named := os.environ.get("LOREHOUSE_OPEN_DEMO"):
        address, data = named.split()
        house = DemoHouse(Path(data))
        house.url = address
        yield house
        return
    house = DemoHouse(folder / "data")
    house.data.mkdir(parents=True)
    house.open()
    try:
        yield house
    finally:
        house.close()
