"""Calls a WSGI application from ASGI, with one hop to a thread and one back for most answers."""

import asyncio
import contextlib
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile
from typing import Any

from lorehouse.site.shell import bodies
from lorehouse.site.shell.kinds import Headers, Receive, Scope, Send, say

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
JOINED = {"HTTP_COOKIE": "; "}  # what stands between repeated headers, where it is not a comma


@dataclass
class Answer:
    """What the application said: in `body` when it is complete, else still to come from `rest`."""

    status: int = 500
    headers: Headers = field(default_factory=list)
    body: bytes = b""
    rest: Iterator[bytes] | None = None
    close: Callable[[], None] | None = None

    def start(self, status: str, headers: list[tuple[str, str]], *_exc_info: Any) -> None:
        """The `start_response` of WSGI."""
        self.status = int(status.split(" ", 1)[0])
        self.headers = [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]


class WsgiRoute:
    """An ASGI application that runs a WSGI one in its threads."""

    def __init__(self, wsgi: Wsgi, *, threads: int, body_limit: int, queue_limit: int) -> None:
        """`body_limit` in bytes; beyond `queue_limit` open requests the rest come again later."""
        self.wsgi = wsgi
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix="django")
        self.body_limit = body_limit
        self.queue_limit = queue_limit
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self.waiting >= self.queue_limit:
            await say(
                send, 503, "The house is full; try again in a moment.", (b"retry-after", b"2")
            )
            return
        self.waiting += 1
        try:
            body = await bodies.take_in(scope, receive, limit=self.body_limit)
            with body:
                await self._answer(environ(scope, body), receive, send)
        except bodies.TooLarge:
            most = f"{self.body_limit / 1_000_000:g} MB"
            close = (b"connection", b"close")
            await say(send, 413, f"This is larger than {most}, the most this house takes.", close)
        except bodies.Gone:
            pass
        finally:
            self.waiting -= 1

    async def _answer(self, request: dict[str, Any], receive: Receive, send: Send) -> None:
        """Run the application and send what it says."""
        loop = asyncio.get_running_loop()
        said = await loop.run_in_executor(self.pool, self._call, request)
        start = {"type": "http.response.start", "status": said.status, "headers": said.headers}
        await send(start)
        if said.rest is None:
            await send({"type": "http.response.body", "body": said.body})
        else:
            await self._stream(said, said.rest, receive, send)

    def _call(self, request: dict[str, Any]) -> Answer:
        """In a thread: call the application and, unless it streams, take in all it says."""
        begun, worked = time.perf_counter(), time.thread_time()
        said = Answer()
        result = self.wsgi(request, said.start)
        said.close = getattr(result, "close", None)
        if getattr(result, "streaming", not isinstance(result, list)):
            said.rest = iter(result)
        else:
            said.body = b"".join(result)
            if said.close:
                said.close()
        # `cpu` is what the page itself costs, `app` what it took on a machine with other work.
        app, cpu = time.perf_counter() - begun, time.thread_time() - worked
        timing = f"app;dur={app * 1000:.2f}, cpu;dur={cpu * 1000:.2f}"
        said.headers.append((b"server-timing", timing.encode()))
        return said

    async def _stream(
        self, said: Answer, rest: Iterator[bytes], receive: Receive, send: Send
    ) -> None:
        """Send a long answer piece by piece, each fetched by whichever thread is free.

        No thread is held by a slow browser, and a browser that leaves ends the work.
        """
        loop = asyncio.get_running_loop()
        left = asyncio.ensure_future(receive())
        try:
            while not left.done():
                piece = await loop.run_in_executor(self.pool, next, rest, None)
                if piece is None:
                    await send({"type": "http.response.body", "body": b""})
                    break
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        finally:
            left.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await left
            if said.close:
                await loop.run_in_executor(self.pool, said.close)


def environ(scope: Scope, body: "SpooledTemporaryFile[bytes]") -> dict[str, Any]:
    """The WSGI environment of an ASGI request whose whole body is in `body`."""
    server = scope.get("server") or ("localhost", 80)
    size = body.seek(0, 2)
    body.seek(0)
    made = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1] or 80),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("127.0.0.1", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    add_headers(made, scope["headers"])
    made["CONTENT_LENGTH"] = str(size)
    return made


def add_headers(made: dict[str, Any], headers: Headers) -> None:
    """Add request headers as CGI variables.

    A name with an underscore is left out: it would pass for the same name with a hyphen.
    """
    for raw, value in headers:
        if b"_" in raw:
            continue
        name = raw.decode("latin-1").upper().replace("-", "_")
        if name not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            name = f"HTTP_{name}"
        text = value.decode("latin-1")
        made[name] = made[name] + JOINED.get(name, ",") + text if name in made else text
