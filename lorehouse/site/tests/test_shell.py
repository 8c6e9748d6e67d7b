"""The ASGI shell: what reaches Django, what comes back, and what is refused before."""

import asyncio
import re
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from lorehouse.site.shell.application import Shell, health
from lorehouse.site.shell.wsgi import WsgiRoute


def apart(exchange):
    """Run a coroutine in a thread of its own: browser tests leave a loop in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, exchange).result()


class Browser:
    """Sends one request to an ASGI application and keeps what comes back."""

    def __init__(
        self, app, path="/", *, method="GET", headers=(), chunks=(b"",), leaves_after=None
    ):
        self.app, self.chunks = app, list(chunks)
        self.leaves_after = leaves_after
        self.gone = None
        self.status, self.headers, self.body, self.pieces = None, {}, b"", 0
        self.scope = {
            "type": "http",
            "method": method,
            "path": path,
            "query_string": b"a=1",
            "scheme": "https",
            "http_version": "1.1",
            "headers": list(headers),
            "client": ("10.1.2.3", 5),
            "server": ("house", 8000),
        }

    def ask(self):
        """Run the whole exchange."""
        apart(self._ask())
        return self

    async def _ask(self):
        self.gone = asyncio.Event()
        await self.app(self.scope, self._receive, self._send)

    async def _receive(self):
        if self.chunks:
            chunk = self.chunks.pop(0)
            return {"type": "http.request", "body": chunk, "more_body": bool(self.chunks)}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message):
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], dict(message["headers"])
        else:
            self.body += message["body"]
            self.pieces += 1
            if self.pieces == self.leaves_after:
                self.gone.set()
                await asyncio.sleep(0.01)


def shell(wsgi, **options):
    """A shell whose pages are `wsgi`."""
    given = {"threads": 2, "body_limit": 100, "queue_limit": 5} | options
    return Shell(pages=WsgiRoute(wsgi, **given), routes={"/health": health})


def saying(response, seen=None):
    """A WSGI application that answers with a Django response and notes what it was asked."""

    def wsgi(environ, start_response):
        if seen is not None:
            seen.update(environ, body=environ["wsgi.input"].read())
        start_response(f"{response.status_code} OK", list(response.items()))
        return response

    return wsgi


def test_a_request_arrives_as_it_was_sent():
    seen = {}
    headers = [
        (b"cookie", b"a=1"),
        (b"cookie", b"b=2"),
        (b"content-type", b"text/plain"),
        (b"x-real", b"1"),
    ]
    chunks = [b"one ", b"two"]

    Browser(
        shell(saying(HttpResponse(), seen)), "/é", method="POST", headers=headers, chunks=chunks
    ).ask()

    assert seen["body"] == b"one two"
    assert seen["CONTENT_LENGTH"] == "7"
    assert seen["PATH_INFO"].encode("latin-1").decode() == "/é"
    assert seen["HTTP_COOKIE"] == "a=1; b=2"
    assert (seen["REMOTE_ADDR"], seen["wsgi.url_scheme"]) == ("10.1.2.3", "https")
    assert seen["CONTENT_TYPE"] == "text/plain"


def test_a_header_with_an_underscore_cannot_pass_for_another():
    seen = {}
    Browser(shell(saying(HttpResponse(), seen)), headers=[(b"x_forwarded_for", b"1.1.1.1")]).ask()

    assert not [name for name in seen if name.startswith("HTTP_")]


def test_an_answer_says_how_long_it_took():
    got = Browser(shell(saying(HttpResponse(b"hello")))).ask()

    assert (got.status, got.body) == (200, b"hello")
    app, cpu = re.findall(rb"dur=([\d.]+)", got.headers[b"server-timing"])
    assert float(app) > 0
    assert float(cpu) > 0


@pytest.mark.parametrize(
    "headers", [(), ((b"content-length", b"101"),)], ids=["found", "announced"]
)
def test_too_large_a_body_is_refused_and_django_is_not_asked(headers):
    seen = {}
    got = Browser(
        shell(saying(HttpResponse(), seen)), headers=headers, chunks=[b"x" * 60, b"x" * 60]
    ).ask()

    assert got.status == 413
    assert got.body == b"This is larger than 0.0001 MB, the most this house takes.\n"
    assert seen == {}


def test_a_browser_that_leaves_while_sending_is_forgotten():
    seen = {}
    browser = Browser(shell(saying(HttpResponse(), seen)), chunks=[])

    async def leave():
        browser.gone = asyncio.Event()
        browser.gone.set()
        await browser.app(browser.scope, browser._receive, browser._send)

    apart(leave())

    assert (browser.status, seen) == (None, {})


def test_a_long_answer_comes_in_pieces():
    got = Browser(shell(saying(StreamingHttpResponse(iter([b"a", b"b", b"c"]))))).ask()

    assert (got.body, got.pieces) == (b"abc", 4)


def test_a_long_answer_ends_when_the_browser_leaves():
    ended = threading.Event()

    def endless():
        try:
            while True:
                yield b"."
        finally:
            ended.set()

    Browser(shell(saying(StreamingHttpResponse(endless()))), leaves_after=3).ask()

    assert ended.wait(2)


def test_a_full_house_asks_to_come_again():
    got = Browser(shell(saying(HttpResponse()), queue_limit=0)).ask()

    assert (got.status, got.headers[b"retry-after"]) == (503, b"2")


def test_health_is_answered_without_django():
    got = Browser(shell(None), "/health").ask()

    assert (got.status, got.body) == (200, b'{"status": "ok"}\n')
