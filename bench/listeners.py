"""When a reply reaches a thousand people who listen to one conversation in one web process.

From the moment its writer sends it until each listener has all of its HTML. Listeners and house
share the machine, so that the figures are those of a house with less than the machine.
"""

import asyncio
import contextlib
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.figures import Figure, at
from bench.pages import memory
from tests.faults.house import House, a_house

LISTENERS = int(os.environ.get("BENCH_LISTENERS", "1000"))
REPLIES = 25
BETWEEN = 0.4  # seconds between two replies
PATIENCE = 30.0  # seconds
EACH = 10  # streams of one person
# Signing in by the form costs 0.1 s each; a session made as Django makes it is the same.
SESSIONS = """
import django, sys
django.setup()
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from importlib import import_module
from lorehouse.people.models import Person
store = import_module(settings.SESSION_ENGINE).SessionStore
for number in range(int(sys.argv[1])):
    name = f"Listener {number}"
    person = Person.objects.create_user(f"listener{number}@bench.example", name=name)
    session = store()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    print(session.session_key)
"""


def measure() -> Iterator[Figure]:
    """Open the house, let everybody listen, reply, and kill the web process once."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with TemporaryDirectory(prefix="lorehouse-bench-") as folder, a_house(Path(folder)) as house:
        token = house.command("token", "add", "ada@house.example").split()[-1]
        sessions = made(house, -(-LISTENERS // EACH))
        house.open()
        note = {"kind": "note", "body": "Who is listening?", "audience": "members"}
        thread = int(str(house.post("/api/v1/items", token, note, "note")["id"]))
        yield from asyncio.run(listened(house, token, thread, sessions))
        yield Figure(name="memory of the house", value=memory(house), unit="MB")
        house.close()


def made(house: House, number: int) -> list[str]:
    """The sessions of so many members."""
    done = subprocess.run(
        [sys.executable, "-c", SESSIONS, str(number)],
        env={**house.environment, "DJANGO_SETTINGS_MODULE": "lorehouse.site.settings"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.split()


class Ear:
    """One listener: which replies it has heard, and when."""

    def __init__(self, house: House, thread: int, session: str) -> None:
        self.house, self.thread, self.session = house, thread, session
        self.heard: dict[str, float] = {}
        self.last = ""
        self.begun = asyncio.Event()

    async def listen(self) -> None:
        """Listen for ever, as a browser does: what ends is begun again where it ended."""
        while True:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await self._listen_once()
            await asyncio.sleep(0.5)

    async def _listen_once(self) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.house.port)
        asked = f"GET /live?thread={self.thread} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        asked += f"Cookie: sessionid={self.session}\r\n"
        asked += f"Last-Event-ID: {self.last}\r\n\r\n" if self.last else "\r\n"
        writer.write(asked.encode())
        try:
            while line := await reader.readline():
                self.take(line)
        finally:
            writer.close()

    def take(self, line: bytes) -> None:
        """Look at one line of the stream."""
        if line.startswith(b"id: "):
            self.last = line[4:].decode().strip()
            self.begun.set()
        elif b"bench-reply-" in line:
            name = line.partition(b"bench-reply-")[2].split(b"-")[0].decode()
            self.heard.setdefault(name, time.monotonic())


async def listened(house: House, token: str, thread: int, sessions: list[str]) -> list[Figure]:
    """Times with everybody listening, then what a killed web process costs them."""
    ears = [Ear(house, thread, sessions[n // EACH]) for n in range(LISTENERS)]
    begun = time.monotonic()
    tasks = [asyncio.create_task(ear.listen()) for ear in ears]
    await asyncio.wait_for(asyncio.gather(*(ear.begun.wait() for ear in ears)), PATIENCE * 4)
    figures = [
        Figure(name="listeners", value=len(ears), unit="", budget=LISTENERS, good="high"),
        Figure(name="until all of them listen", value=time.monotonic() - begun, unit="s"),
    ]
    await asyncio.sleep(2)
    sent = {}
    for number in range(REPLIES):
        sent[str(number)] = await reply(house, token, thread, str(number))
        await asyncio.sleep(BETWEEN)
    await all_have_heard(ears, sent)
    times = [(ear.heard[name] - at_) * 1000 for ear in ears for name, at_ in sent.items()]
    figures += [
        Figure(name="reply reaches a listener, median", value=at(times, 0.5), unit="ms"),
        Figure(
            name="reply reaches a listener, 99th %", value=at(times, 0.99), unit="ms", budget=500
        ),
        Figure(name="reply reaches a listener, slowest", value=max(times), unit="ms"),
    ]
    house.kill("web")
    killed = time.monotonic()
    sent = {"late": await reply(house, token, thread, "late")}
    await all_have_heard(ears, sent)
    last = max(ear.heard["late"] for ear in ears) - killed
    figures.append(
        Figure(name="after a killed web process all have heard", value=last, unit="s", budget=20)
    )
    for task in tasks:
        task.cancel()
    return figures


async def reply(house: House, token: str, thread: int, name: str) -> float:
    """Reply to the conversation; return when that was sent."""
    body = {"kind": "comment", "body": f"This is bench-reply-{name}-.", "reply_to": thread}
    begun = time.monotonic()
    await asyncio.to_thread(house.post, "/api/v1/items", token, body, f"reply {name}")
    return begun


async def all_have_heard(ears: list[Ear], sent: dict[str, float]) -> None:
    """Wait until everybody has heard everything. Raises SystemExit when somebody missed some."""
    deadline = time.monotonic() + PATIENCE
    while missing := sum(name not in ear.heard for ear in ears for name in sent):
        if time.monotonic() > deadline:
            raise SystemExit(f"{missing} replies were not heard.")
        await asyncio.sleep(0.1)
