"""kill -9 of every process at random moments: whatever was acknowledged is there afterwards."""

import json
import random
import threading
import time

import pytest

from tests.faults.house import House, a_house, wait_for

pytestmark = pytest.mark.enable_socket
VICTIMS = ("web", "worker", "supervisor")
WRITERS = 4


class Writers:
    """People who write notes without pause, and remember each that was acknowledged."""

    def __init__(self, house: House, token: str) -> None:
        self.house, self.token = house, token
        self.acknowledged: dict[int, str] = {}
        self.enough = threading.Event()
        self.threads = [threading.Thread(target=self._write, args=(n,)) for n in range(WRITERS)]

    def _write(self, number: int) -> None:
        count = 0
        while not self.enough.is_set():
            count += 1
            title = f"Note {number}-{count}"
            content = {"kind": "note", "title": title, "body": f"{title}.", "audience": "members"}
            said = self.house.post("/api/v1/items", self.token, content, key=f"{number}-{count}")
            self.acknowledged[int(said["id"])] = title
            time.sleep(0.05)

    def __enter__(self) -> "Writers":
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.enough.set()
        for thread in self.threads:
            thread.join()


def kill(house: House, victim: str) -> None:
    """Kill one process, and wait until the house answers again."""
    house.kill(victim)
    if victim == "supervisor":
        house.process.wait()
        wait_for(lambda: house.processes() == [], "all processes to end", house.log)
        house.open()
    wait_for(house.answers, "the house to answer again", house.log)


def write_and_kill(house: House, writes: int, kills: int, seed: int) -> None:
    """Kill processes at random moments until `writes` were acknowledged and `kills` killed."""
    chance = random.Random(seed)
    token = house.command("token", "add", "ada@house.example").split()[-1]
    house.open()
    # Each kind of process at least once, in any order.
    victims = [*chance.sample(VICTIMS, 3), *chance.choices(VICTIMS, k=max(0, kills - 3))]
    with Writers(house, token) as writers:
        for victim in victims:
            time.sleep(chance.uniform(0.1, 1.0))
            kill(house, victim)
        wait_for(lambda: len(writers.acknowledged) >= writes, f"{writes} writes", house.log)
    print(f"{len(writers.acknowledged)} writes acknowledged, {len(victims)} killed (seed {seed})")
    everything_is_there(house, token, writers.acknowledged)


def everything_is_there(house: House, token: str, acknowledged: dict[int, str]) -> None:
    """Each acknowledged note can be read, is there once, and is found by search."""
    for number, title in acknowledged.items():
        assert house.get(f"/api/v1/items/{number}", token)["title"] == title
    assert len(set(acknowledged.values())) == len(acknowledged)
    house.command("index", "wait")
    found = json.loads(house.command("search", "note", "--as", "ada@house.example", "--json"))
    assert found["total"] == len(acknowledged)
    assert "WRONG" not in house.command("check")


def test_what_was_acknowledged_survives_kills(tmp_path):
    with a_house(tmp_path) as house:
        write_and_kill(house, writes=200, kills=3, seed=int(time.time()))
        assert house.close() == 0


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_what_was_acknowledged_survives_many_kills(tmp_path, seed):
    with a_house(tmp_path) as house:
        write_and_kill(house, writes=1000, kills=15, seed=seed)
        assert house.close() == 0
