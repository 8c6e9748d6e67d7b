"""Every feed, page after page to the thousandth, in a house of 1,000,000 items and 10,000 people.

BENCH_FEED_ITEMS makes the house smaller. Times are those of the `Server-Timing` header. Each feed
is read by following its cursors; the last pages beside the first say whether it is flat.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at
from bench.pages import EMAIL, PASSWORD, Reader
from tests.faults.house import House, a_house

ITEMS = int(os.environ.get("BENCH_FEED_ITEMS", "1000000"))
PEOPLE = 10_000
PAGES = int(os.environ.get("BENCH_FEED_PAGES", "1000"))
GUEST = "guest@bench.example"
SLOWEST = 50  # ms, at the 99th percentile
FLAT = 1.5  # what a page may cost at the end beside one at the beginning
FEEDS = {
    "latest": "/stream/?",
    "latest, questions": "/stream/?kind=question",
    "hot": "/stream/?sort=hot",
    "top of all time": "/stream/?sort=top",
    "top of a year": "/stream/?sort=top&since=year",
    "top of a month": "/stream/?sort=top&since=month",
    "top of a week": "/stream/?sort=top&since=week",
    "top of a day": "/stream/?sort=top&since=day",
    "for you": "/stream/?sort=for-you",
    "following": "/stream/?sort=following",
    "unanswered": "/stream/?sort=unanswered",
    "one group": "/stream/?group=circle-1",
    "one tag": "/stream/?tag=tag-0",
    "one tag, hot": "/stream/?tag=tag-0&sort=hot",
    "one person": "/stream/?person=crowd-0",  # who writes most
}
GUESTS = ("latest", "hot", "top of a month", "one tag", "unanswered")
NEXT = re.compile(r'class="more"><a[^>]* href="([^"]+)"')


def measure() -> Iterator[Figure]:
    """Build the house, open it, and read every feed to its end or its last wanted page."""
    with TemporaryDirectory(prefix="lorehouse-bench-") as folder, a_house(Path(folder)) as house:
        begun = time.monotonic()
        built(house)
        yield Figure(
            name=f"house of {ITEMS:,} items built", value=time.monotonic() - begun, unit="s"
        )
        house.open()
        member = Reader(house.port)
        for name, path in FEEDS.items():
            yield from walked(name, member, path)
        guest = Reader(house.port, GUEST)
        for name in GUESTS:
            yield from walked(f"{name}, guest of one group", guest, FEEDS[name])
        house.close()


def built(house: House) -> None:
    """A house with its two readers and the crowd."""
    for email, name in ((EMAIL, "Reader"), (GUEST, "Guest")):
        house.command("user", "add", email, "--name", name, "--password", PASSWORD)
    words = [sys.executable, "-m", "bench.crowd", str(ITEMS), str(PEOPLE)]
    subprocess.run(words, env=house.environment, check=True, timeout=3600)


def walked(name: str, reader: Reader, path: str) -> Iterator[Figure]:
    """Read a feed from its first page on; its slowest pages, and its last beside its first.

    On a busy machine the processor time says more than the time that went by.
    """
    for _ in range(5):
        reader.milliseconds(path)
    took: list[float] = []
    worked: list[float] = []
    while path and len(took) < PAGES:
        app, cpu = reader.milliseconds(path)
        took.append(app)
        worked.append(cpu)
        found = NEXT.search(reader.text)
        path = unescape(found[1]) if found else ""
    pages = f"{name}, {len(took)} page{'s' if len(took) > 1 else ''}"
    yield Figure(name=f"{pages}, median", value=at(took, 0.5), unit="ms")
    yield Figure(name=f"{pages}, 99th %", value=at(took, 0.99), unit="ms", budget=SLOWEST)
    yield Figure(name=f"{pages}, processor, 99th %", value=at(worked, 0.99), unit="ms")
    if len(took) >= 200:
        ratio = at(worked[-50:], 0.5) / at(worked[:50], 0.5)
        yield Figure(name=f"{pages}, last beside first", value=ratio, unit="times", budget=FLAT)
