"""Pages, search and import with 100,000 items and one web process.

Times are those of the `Server-Timing` header: from the request's arrival in its thread to the whole
answer. Memory is the proportional set size of all processes of the house, after the measurements.
"""

import http.client
import os
import random
import re
import sqlite3
import time
import urllib.parse
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import corpus
from bench.figures import Figure, at, spread
from tests.faults.house import House, a_house

ITEMS = int(os.environ.get("BENCH_ITEMS", "100000"))
REQUESTS = 400
WARM_UP = 40
EMAIL, PASSWORD = "reader@bench.example", "a long enough password"


class Reader:
    """A signed-in member's browser: one connection, one session."""

    def __init__(self, port: int, email: str = EMAIL) -> None:
        self.email = email
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.sign_in()

    def ask(self, method: str, path: str, body: str | None = None) -> http.client.HTTPResponse:
        """Send a request and read the answer; its body is in `text`."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        self.text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, rest = cookie.partition("=")
            self.cookies[name] = rest.split(";")[0]
        return answer

    def sign_in(self) -> None:
        """Use the form that people use."""
        path = "/accounts/login/"
        self.ask("GET", path)
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.text)
        token = found[1] if found else ""
        fields = {"login": self.email, "password": PASSWORD, "csrfmiddlewaretoken": token}
        answer = self.ask("POST", path, urllib.parse.urlencode(fields))
        if answer.status != 302:
            raise SystemExit(f"Signing in answered {answer.status}.")

    def landing(self, path: str) -> str:
        """The address that `path` leads to in the end."""
        while (answer := self.ask("GET", path)).status in (301, 302):
            path = answer.headers["Location"]
        return path

    def milliseconds(self, path: str) -> tuple[float, float]:
        """How long the server took for a page, and how much of that it worked."""
        answer = self.ask("GET", path)
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}.")
        app, cpu = re.findall(r"dur=([\d.]+)", answer.headers["Server-Timing"])
        return float(app), float(cpu)


def measure() -> Iterator[Figure]:
    """Import the corpus, open the house, read it."""
    with TemporaryDirectory(prefix="lorehouse-bench-") as folder, a_house(Path(folder)) as house:
        house.command("user", "add", EMAIL, "--name", "Reader", "--password", PASSWORD)
        file = Path(folder) / "corpus.jsonl"
        corpus.write(file, ITEMS)
        yield from imported(house, file)
        house.open()
        yield from read(house)
        yield Figure(name="memory of the house", value=memory(house), unit="MB", budget=400)
        house.close()


def imported(house: House, file: Path) -> Iterator[Figure]:
    """Import `file`, until everything can be found."""
    begun = time.monotonic()
    house.command("import", "jsonl", str(file), "--audience", "members", patience=3600)
    house.command("index", "wait", patience=3600)
    took = time.monotonic() - begun
    with closing(sqlite3.connect(house.data / "lorehouse.sqlite3")) as database:
        (items,) = database.execute("SELECT count(*) FROM items_item").fetchone()
    yield Figure(name="items imported", value=items, unit="", budget=ITEMS, good="high")
    yield Figure(
        name="import, search ready", value=items / took, unit="items/s", budget=2000, good="high"
    )


def read(house: House) -> Iterator[Figure]:
    """The four pages that have budgets."""
    reader = Reader(house.port)
    articles = [reader.landing(f"/items/{pk}/") for pk in sample(house, "article")]
    threads = [reader.landing(f"/items/{pk}/") for pk in sample(house, "question")]
    searches = [f"/search/?q={urllib.parse.quote(q)}" for q in corpus.queries(200)]
    feeds = [f"/stream/?sort={sort}" for sort in ("latest", "top", "unanswered")]
    yield from page("article page", reader, articles, median=5, slowest=25)
    yield from page("thread page", reader, threads, median=5, slowest=25)
    yield from page("search", reader, searches, median=10, slowest=40)
    yield from page("feed", reader, feeds, median=8, slowest=30)


def page(
    name: str, reader: Reader, paths: Sequence[str], *, median: float, slowest: float
) -> Iterator[Figure]:
    """Times of one kind of page. On a busy machine the processor time says more than they do."""
    took = times(reader, paths)
    yield from spread(name, [app for app, _ in took], median=median, slowest=slowest)
    yield Figure(
        name=f"{name}, processor, median", value=at([cpu for _, cpu in took], 0.5), unit="ms"
    )


def sample(house: House, kind: str) -> list[int]:
    """The ids of 200 things of a kind, by chance but always the same."""
    with closing(sqlite3.connect(house.data / "lorehouse.sqlite3")) as database:
        rows = database.execute("SELECT id FROM items_item WHERE kind = ? ORDER BY id", [kind])
        ids = [row[0] for row in rows]
    return random.Random(corpus.SEED).sample(ids, min(200, len(ids)))


def times(reader: Reader, paths: Sequence[str]) -> list[tuple[float, float]]:
    """Server times of many requests, after some that warm up."""
    chance = random.Random(corpus.SEED)
    for _ in range(WARM_UP):
        reader.milliseconds(chance.choice(paths))
    return [reader.milliseconds(chance.choice(paths)) for _ in range(REQUESTS)]


def memory(house: House) -> float:
    """Megabytes that the house's processes hold, pages they share counted once."""
    total = 0
    for pid in house.processes():
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        total += int(re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)[1])  # type: ignore[index]
    return total * 1024 / 1_000_000
