"""Live streams: `/live` for pages, `/api/v1/live` for programs, held by the web process itself.

One thread reads the database for all of them (`realtime.hub`); here bytes go to browsers. A stream
that is not read fast enough ends, and the browser comes again from where it was.
"""

import asyncio
import contextlib
import itertools
import logging
import random
from collections import deque
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import DatabaseError, connection

from lorehouse.ledger.book import Place
from lorehouse.realtime.hub import Hub, NotWelcome
from lorehouse.realtime.listeners import Delivery, Listener
from lorehouse.site.shell import callers
from lorehouse.site.shell.kinds import Receive, Scope, Send, say

log = logging.getLogger(__name__)

LOOK_EVERY = 0.05  # seconds between two looks at the database
BEAT_EVERY = 15.0  # seconds; proxies close what is silent for a minute
LONGEST = 600.0  # seconds of one stream, then the browser comes again and is asked who it is
MOST_WAITING = 200  # events a slow browser may be behind
MOST_OF_ONE = 20  # streams of one person, or of one address without an account
Answer = TypeVar("Answer")


class Stream:
    """One open connection."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        self.waiting: deque[bytes] = deque()
        self.is_over = False
        self.woken = asyncio.Event()

    def put(self, data: bytes, *, last: bool) -> None:
        """Have `data` sent."""
        self.waiting.append(data)
        self.is_over = self.is_over or last or len(self.waiting) > MOST_WAITING
        self.woken.set()

    def end(self) -> None:
        """Send what is waiting, and no more."""
        self.is_over = True
        self.woken.set()


class Live:
    """The ASGI application behind both addresses."""

    def __init__(self, hub: Hub, *, most: int) -> None:
        """At most `most` streams are open at once; whoever comes then is told to come later."""
        self.hub = hub
        self.most = most
        self.streams: dict[Listener, Stream] = {}
        self.is_closing = False
        self.reader = ThreadPoolExecutor(1, thread_name_prefix="live")
        self._pump: asyncio.Task[None] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, for as long as it listens."""
        if scope["method"] != "GET":
            await say(send, 405, "One can only listen here.", (b"allow", b"GET"))
            return
        owner = callers.owner_of(scope)
        mine = sum(stream.owner == owner for stream in self.streams.values())
        if self.is_closing or len(self.streams) >= self.most or mine >= MOST_OF_ONE:
            later = (b"retry-after", b"5")
            await say(send, 503, "Too many are listening; try again in a moment.", later)
            return
        try:
            listener, after = await self._read(lambda: callers.listener_of(scope))
        except callers.Unclear as reason:
            await say(send, 400, str(reason))
            return
        await self._listen(listener, after, Stream(owner), receive, send)

    def close(self) -> None:
        """End all streams: the house closes."""
        self.is_closing = True
        for stream in self.streams.values():
            stream.end()

    async def _listen(
        self, listener: Listener, after: Place | None, stream: Stream, receive: Receive, send: Send
    ) -> None:
        self.streams[listener] = stream
        try:
            is_welcome, given = await self._read(lambda: admitted(self.hub, listener, after))
            self._hand_out(given)
            if not is_welcome:
                await say(send, 404, "There is nothing to listen to here.")
                return
            if self._pump is None or self._pump.done():
                self._pump = asyncio.create_task(self._keep_reading())
            await self._send_all(stream, receive, send)
        finally:
            del self.streams[listener]
            await self._read(lambda: self.hub.leave(listener))

    async def _send_all(self, stream: Stream, receive: Receive, send: Send) -> None:
        """Send what comes, until the stream or the browser's patience ends."""
        headers = [
            (b"content-type", b"text/event-stream; charset=utf-8"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),  # nginx sends on what it gets at once
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        # Not everybody comes again at the same moment when a house is started anew.
        await piece(send, b"retry: %d\n\n" % random.randint(500, 2500))  # noqa: S311
        left = asyncio.ensure_future(gone(receive, stream))
        until = asyncio.get_running_loop().call_later(LONGEST * random.uniform(0.8, 1), stream.end)  # noqa: S311
        try:
            while True:
                await stream.woken.wait()
                stream.woken.clear()
                if left.done():
                    return
                if stream.waiting:
                    data = b"".join(stream.waiting)
                    stream.waiting.clear()
                    await piece(send, data)
                if stream.is_over and not stream.waiting:
                    await send({"type": "http.response.body", "body": b""})
                    return
        finally:
            until.cancel()
            left.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await left

    async def _keep_reading(self) -> None:
        """Look at the ledger and hand out what happened, while anybody listens."""
        for tick in itertools.count(1):
            await asyncio.sleep(LOOK_EVERY)
            if not self.streams:
                return
            try:
                self._hand_out(await self._read(lambda: looked(self.hub)))
                if tick % round(BEAT_EVERY / LOOK_EVERY) == 0:
                    self._hand_out(await self._read(self.hub.beat))
            except DatabaseError:
                log.exception("live streams lost the database and try again")
                await self._read(connection_lost)
                await asyncio.sleep(1)

    def _hand_out(self, given: Iterable[Delivery]) -> None:
        for one in given:
            if stream := self.streams.get(one.to):
                stream.put(one.data, last=one.last)

    async def _read(self, question: Callable[[], Answer]) -> Answer:
        """Ask the hub or the database, in the one thread that does."""
        return await asyncio.get_running_loop().run_in_executor(self.reader, question)


def admitted(hub: Hub, listener: Listener, after: Place | None) -> tuple[bool, list[Delivery]]:
    """Whether `listener` may listen, and what is to be told now to them and to others."""
    given = hub.look()
    try:
        return True, given + hub.join(listener, after)
    except NotWelcome:
        return False, given


def looked(hub: Hub) -> list[Delivery]:
    """What there is to tell; next to nothing is asked when nothing was written."""
    return hub.look() if hub.has_news() else []


def connection_lost() -> None:
    """Begin with a new connection, in the thread that calls."""
    with contextlib.suppress(DatabaseError):
        connection.close()


async def gone(receive: Receive, stream: Stream) -> None:
    """Return when the browser has left."""
    while (await receive())["type"] != "http.disconnect":
        pass
    stream.woken.set()


async def piece(send: Send, data: bytes) -> None:
    """Send a part of an answer that goes on."""
    await send({"type": "http.response.body", "body": data, "more_body": True})
