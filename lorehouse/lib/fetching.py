"""Fetching one page from outside: nothing inside the network, nothing large, not for long."""

import http.client
import socket
import ssl
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin

from django.utils.translation import gettext_noop as _

from lorehouse.lib.addresses import (
    PORTS,
    Inside,
    NotAnAddress,
    Resolver,
    Server,
    Target,
    checked,
    resolved,
)

LARGEST = 2 * 1024 * 1024  # bytes of a page
LONGEST = 10.0  # seconds for all of it, redirects included
PATIENCE = 5.0  # seconds for one answer of the other side
MOST_REDIRECTS = 5
TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "Lorehouse",
    "Accept": "text/html, text/plain;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


@dataclass(frozen=True, kw_only=True)
class Page:
    """What an address answered. `address` is the one after redirects."""

    address: str
    status: int
    content_type: str
    charset: str
    content: bytes


class NotFetched(Exception):
    """The page could not be had; the message is a short reason. `is_final` if it never will be."""

    def __init__(self, reason: str, *, is_final: bool = False) -> None:
        super().__init__(reason)
        self.is_final = is_final


def fetch(
    address: str, *, resolve: Resolver = resolved, allowed: frozenset[Server] = frozenset()
) -> Page:
    """The page at `address`, after at most MOST_REDIRECTS, each checked like the first.

    The connection goes to the very IP address that was checked: a name that resolves to another one
    a moment later changes nothing. Raises NotFetched.
    """
    deadline = _Deadline(LONGEST)
    try:
        for _hop in range(MOST_REDIRECTS + 1):
            target = checked(address, resolve=resolve, allowed=allowed)
            found = _asked(target, address, deadline)
            if isinstance(found, Page):
                return found
            address = urljoin(address, found)
    except (Inside, NotAnAddress) as reason:
        raise NotFetched(str(reason), is_final=True) from reason
    except (OSError, http.client.HTTPException, ValueError) as reason:
        raise NotFetched(_("It did not answer.")) from reason
    finally:
        deadline.end()
    raise NotFetched(_("It leads from one address to the next without end."))


def _asked(target: Target, address: str, deadline: "_Deadline") -> Page | str:
    """One request: the page, or the address it sends on to."""
    connection = _Pinned(target)
    deadline.watch(connection)
    try:
        connection.request("GET", target.path, headers=_HEADERS)
        answer = connection.getresponse()
        if answer.status in _REDIRECTS and (there := answer.getheader("Location")):
            return there
        content_type = answer.headers.get_content_type()
        if answer.status == http.client.OK and content_type not in TYPES:
            raise NotFetched(_("It is not a page of text."), is_final=True)
        if answer.getheader("Content-Encoding", "identity") != "identity":
            raise NotFetched(_("It is packed in a way nobody asked for."), is_final=True)
        content = answer.read(LARGEST + 1)
        deadline.check()  # what was cut off is no page
        if len(content) > LARGEST:
            raise NotFetched(_("It is too large."), is_final=True)
        return Page(
            address=address,
            status=answer.status,
            content_type=content_type,
            charset=answer.headers.get_content_charset() or "",
            content=content,
        )
    finally:
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to the checked IP address, under the name that was asked for."""

    def __init__(self, target: Target) -> None:
        super().__init__(target.host.strip("[]"), target.port, timeout=PATIENCE)
        self.default_port = PORTS[target.scheme]  # as the Host header leaves it out
        self._target = target
        self.line: socket.socket | None = None  # `sock` is forgotten as soon as an answer begins

    def connect(self) -> None:
        """Connect to the checked address, and to no other."""
        plain = socket.create_connection((self._target.ip, self._target.port), timeout=PATIENCE)
        self.sock = plain
        if self._target.scheme == "https":
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(plain, server_hostname=self._target.host.strip("[]"))
        self.line = self.sock


class _Deadline:
    """Cuts the connection when the time for all of it is over, however slowly it trickles."""

    def __init__(self, seconds: float) -> None:
        self._connection: _Pinned | None = None
        self._over = False
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connection: _Pinned) -> None:
        """Watch this connection from now on. Raises TimeoutError when the time is over."""
        self.check()
        self._connection = connection

    def check(self) -> None:
        """Raises TimeoutError when the time is over."""
        if self._over:
            raise TimeoutError

    def end(self) -> None:
        """Everything arrived, or nothing will."""
        self._timer.cancel()

    def _cut(self) -> None:
        self._over = True
        if self._connection is not None and self._connection.line is not None:
            with suppress(OSError):
                self._connection.line.shutdown(socket.SHUT_RDWR)
