"""Addresses of pages outside: how two are compared, and which may be reached from here."""

import ipaddress
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

from django.utils.translation import gettext_noop as _

from lorehouse.lib.errors import Unfit

LONGEST = 2000  # characters
PORTS = {"http": 80, "https": 443}
# What tells how somebody came to a page and not which page it is.
_TRACKS = re.compile(r"^(utm_\w+|fbclid|gclid|dclid|msclkid|mc_[ce]id|igshid|_hsenc|_hsmi)$")
_HOST = re.compile(r"^(?!-)[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$")
_OUTSIDE_V6 = ipaddress.ip_network("2000::/3")
_TUNNELS_V6 = tuple(map(ipaddress.ip_network, ("2001::/23", "2002::/16", "3fff::/20")))

Resolver = Callable[[str, int], list[str]]
Server = tuple[str, int]


class NotAnAddress(Unfit):
    """It cannot be the address of a page outside."""


class Inside(Unfit):
    """The address leads into a network that is nobody's business from here."""


@dataclass(frozen=True, kw_only=True)
class Target:
    """An address that was checked, and the one IP address that may be spoken to for it."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str


def normalised(address: str) -> str:
    """The address by which two shares of the same page are known to be of the same page.

    Without fragment, tracking parameters and default port, host in lower case. Raises NotAnAddress.
    """
    parts = _parts(address)
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKS.match(pair[0])
    ]
    query = f"?{urlencode(kept)}" if kept else ""
    port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
    path = quote(unquote(parts.path), safe="/:@!$&'()*+,;=~-._") or "/"
    whole = f"{parts.scheme}://{_host(parts.hostname or '')}{port}{path}{query}"
    if len(whole) > LONGEST:
        raise NotAnAddress(f"An address has at most {LONGEST} characters.")
    return whole


def _parts(address: str) -> SplitResult:
    address = address.strip()
    if len(address) > LONGEST:
        raise NotAnAddress(f"An address has at most {LONGEST} characters.")
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError as reason:
        raise NotAnAddress("This is not the address of a page.") from reason
    if parts.scheme not in PORTS or not parts.hostname:
        raise NotAnAddress("An address begins with https:// or http://.")
    if re.search(r"[\x00-\x20\x7f]", address):
        raise NotAnAddress("An address has no spaces.")
    if parts.username is not None or parts.password is not None:
        raise NotAnAddress("An address that holds a name or a password cannot be shared.")
    return parts


def _host(name: str) -> str:
    """The host as it is asked for: lower case, other scripts in their ASCII form."""
    if ":" in name:  # IPv6
        return f"[{name.lower()}]"
    try:
        ascii_name = name.lower() if name.isascii() else name.encode("idna").decode().lower()
    except UnicodeError as reason:
        raise NotAnAddress("This is not the address of a page.") from reason
    if not _HOST.match(ascii_name):
        raise NotAnAddress("This is not the address of a page.")
    return ascii_name


def resolved(host: str, port: int) -> list[str]:
    """Every IP address that `host` has now. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(one[4][0]) for one in found]


def checked(
    address: str, *, resolve: Resolver = resolved, allowed: frozenset[Server] = frozenset()
) -> Target:
    """What to connect to for `address`. Every address its host has must lie outside.

    `allowed` are servers that may be reached all the same: for tests, which have their own.
    Raises NotAnAddress, Inside, OSError where the host has no address.
    """
    parts = _parts(address)
    host = _host(parts.hostname or "")
    port = parts.port or PORTS[parts.scheme]
    found = resolve(host.strip("[]"), port)
    if not found:
        raise OSError("no address")
    for ip in found:
        if (ip, port) not in allowed and not (port in PORTS.values() and is_outside(ip)):
            raise Inside(_("This address leads into a private network and is not fetched."))
    path = quote(parts.path or "/", safe="/:@!$&'()*+,;=~-._%")
    query = f"?{quote(parts.query, safe='/:@!$&()*+,;=~-._%?')}" if parts.query else ""
    return Target(scheme=parts.scheme, host=host, ip=found[0], port=port, path=path + query)


def is_outside(ip: str) -> bool:
    """Whether an IP address is one of the public Internet, and no way into another network.

    False for private, loopback, link-local, shared (CGNAT), reserved and multicast addresses, and
    for IPv6 addresses that stand for an IPv4 one.
    """
    try:
        one = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return False
    if not one.is_global or one.is_multicast or one.is_reserved or one.is_unspecified:
        return False
    if one.version == 4:
        return True
    return one in _OUTSIDE_V6 and not any(one in network for network in _TUNNELS_V6)
