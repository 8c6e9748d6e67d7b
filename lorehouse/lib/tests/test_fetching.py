"""Fetching pages: what is inside the network is never spoken to, whatever its name or way there."""

import ipaddress
import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lorehouse.lib import fetching
from lorehouse.lib.addresses import Inside, NotAnAddress, checked, is_outside, normalised
from lorehouse.lib.fetching import NotFetched, fetch

OUTSIDE = "93.184.216.34"


class Answers(BaseHTTPRequestHandler):
    """Answers as its server's `pages` say: path -> (status, headers, content)."""

    def do_GET(self):
        """Answer, and remember that somebody asked."""
        self.server.asked.append((self.path, self.headers.get("Host")))
        status, headers, content = self.server.pages[self.path]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in [content] if isinstance(content, bytes) else content:
            self.wfile.write(piece)

    def log_message(self, *_):
        """Say nothing."""


@contextmanager
def serving(pages):
    """A server on the loopback that tells what it was asked."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.pages, server.asked = pages, []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


HTML = {"Content-Type": "text/html; charset=utf-8"}


def here(server):
    """The address of a test's server, and the allowance to reach it."""
    return f"http://127.0.0.1:{server.server_port}", frozenset({("127.0.0.1", server.server_port)})


def test_a_page_is_fetched_after_redirects():
    pages = {"/a": (302, {"Location": "/b"}, b""), "/b": (200, HTML, b"<p>Figs</p>")}
    with serving(pages) as server:
        address, allowed = here(server)
        page = fetch(f"{address}/a", allowed=allowed)

    assert page.content == b"<p>Figs</p>"
    assert page.address == f"{address}/b"
    assert (page.content_type, page.charset) == ("text/html", "utf-8")


def test_without_the_tests_allowance_the_same_server_is_never_asked():
    with serving({"/": (200, HTML, b"secret")}) as server:
        with pytest.raises(NotFetched, match="private network"):
            fetch(here(server)[0])
        assert server.asked == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "localhost",
        "0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "198.18.0.1", "192.0.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255",
        "[::1]", "[::]", "[fe80::1]", "[fc00::1]", "[ff02::1]", "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[64:ff9b::a9fe:a9fe]",
        "[2002:7f00:1::]", "[2001:0:7f00:1::]", "[2001:db8::1]",
    ],
)  # fmt: skip
def test_addresses_inside_are_refused_in_every_spelling(host):
    with pytest.raises((Inside, NotAnAddress, OSError)):
        checked(f"http://{host}/")


@pytest.mark.parametrize(
    "found", [["10.0.0.5"], ["fd00::5"], [OUTSIDE, "127.0.0.1"], ["::ffff:10.0.0.5"], []]
)
def test_a_name_that_resolves_inside_is_refused(found):
    with pytest.raises((Inside, OSError)):
        checked("https://rebinding.example/", resolve=lambda host, port: found)


def test_what_is_connected_to_is_what_was_checked(monkeypatch):
    answers = iter([[OUTSIDE], ["127.0.0.1"]])
    spoken_to = []

    def refuse(address, timeout):
        spoken_to.append(address)
        raise OSError

    monkeypatch.setattr(socket, "create_connection", refuse)
    with pytest.raises(NotFetched):
        fetch("http://rebinding.example/", resolve=lambda host, port: next(answers))

    assert spoken_to == [(OUTSIDE, 80)]


@pytest.mark.parametrize(
    "there",
    [
        "http://10.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/", "//127.0.0.1/x",
        "file:///etc/passwd", "http://2130706433/", "gopher://x/", "http://127.0.0.1:1/",
    ],
)  # fmt: skip
def test_a_redirect_to_inside_is_not_followed(there, monkeypatch):
    with serving({"/": (302, {"Location": there}, b"")}) as server:
        address, allowed = here(server)
        connect, spoken_to = socket.create_connection, []

        def watched(to, *args, **more):
            spoken_to.append(to)
            return connect(to, *args, **more)

        monkeypatch.setattr(socket, "create_connection", watched)
        with pytest.raises(NotFetched):
            fetch(f"{address}/", allowed=allowed)

    assert spoken_to == [("127.0.0.1", server.server_port)]


@pytest.mark.parametrize("port", [22, 25, 6379, 8080, 5432])
def test_only_the_ports_of_the_web(port):
    with pytest.raises(Inside):
        checked(f"http://outside.example:{port}/", resolve=lambda host, port: [OUTSIDE])


@pytest.mark.parametrize(
    ("status", "headers", "content", "reason"),
    [
        (200, {"Content-Type": "application/pdf"}, b"%PDF", "not a page of text"),
        (200, HTML | {"Content-Encoding": "gzip"}, b"\x1f\x8b", "packed"),
        (200, HTML, b"x" * (fetching.LARGEST + 10), "too large"),
        (302, {"Location": "/"}, b"", "without end"),
    ],
)
def test_what_is_no_plain_page_of_a_reasonable_size_is_left(status, headers, content, reason):
    with serving({"/": (status, headers, content)}) as server:
        address, allowed = here(server)
        with pytest.raises(NotFetched, match=reason):
            fetch(f"{address}/", allowed=allowed)


def test_a_page_that_trickles_is_cut_off(monkeypatch):
    monkeypatch.setattr(fetching, "LONGEST", 0.3)
    over = threading.Event()

    def trickle():
        while not over.wait(0.05):
            yield b"x"

    with serving({"/": (200, HTML, trickle())}) as server:
        address, allowed = here(server)
        try:
            with pytest.raises(NotFetched):
                fetch(f"{address}/", allowed=allowed)
        finally:
            over.set()


def test_addresses_are_the_same_whatever_leads_to_them():
    plain = normalised("https://figs.example/soil?page=2")
    for other in (
        "HTTPS://Figs.Example:443/soil?page=2#top",
        "https://figs.example/soil?utm_source=mail&page=2&fbclid=abc",
    ):
        assert normalised(other) == plain
    assert normalised("https://figs.example/soil?page=3") != plain
    assert normalised("http://münchen.example") == "http://xn--mnchen-3ya.example/"


@pytest.mark.parametrize(
    "wrong",
    ["", "figs", "javascript:alert(1)", "ftp://x", "https://", "https://a b/", "http://u:p@x.example/",
     "http://x.example:99999/", "https://x/" + "a" * 2000],
)  # fmt: skip
def test_what_is_no_address_is_a_sentence(wrong):
    with pytest.raises(NotAnAddress):
        normalised(wrong)


@given(st.text(max_size=80).map(lambda text: f"https://figs.example/{text}"))
def test_normalising_twice_changes_nothing(address):
    try:
        once = normalised(address)
    except NotAnAddress:
        return
    assert normalised(once) == once


@given(st.ip_addresses())
def test_nothing_that_is_not_public_counts_as_outside(ip):
    if is_outside(str(ip)):
        assert ip.is_global and not ip.is_private and not ip.is_multicast
        assert ip.version == 4 or ip in ipaddress.ip_network("2000::/3")
