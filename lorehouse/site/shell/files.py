"""Serves static files from memory: hashed names for ever, others for an hour, compressed once."""

import gzip
import mimetypes
from dataclasses import dataclass
from pathlib import Path

from lorehouse.site.shell import naming
from lorehouse.site.shell.kinds import Headers, Receive, Scope, Send, answer, say

PREFIX = "/static/"
FOR_EVER = b"public, max-age=31536000, immutable"
AN_HOUR = b"public, max-age=3600"
TEXTS = ("text/", "application/json", "image/svg")


@dataclass(frozen=True)
class Loaded:
    """A static file in memory."""

    content: bytes
    zipped: bytes
    kind: str
    etag: bytes
    changed: int  # st_mtime_ns

    @classmethod
    def load(cls, file: Path) -> "Loaded":
        """Read the file; compress it when that makes it smaller."""
        content = file.read_bytes()
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        zipped = gzip.compress(content, 6) if kind.startswith(TEXTS) else b""
        etag = f'"{naming.digest(content)}"'.encode()
        return cls(
            content,
            zipped if len(zipped) < len(content) else b"",
            kind,
            etag,
            file.stat().st_mtime_ns,
        )


class StaticFiles:
    """The ASGI application behind `/static/`."""

    def __init__(self) -> None:
        """Nothing is read before somebody asks for it."""
        self.loaded: dict[Path, Loaded] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the file, or 304, or 404."""
        if scope["method"] not in ("GET", "HEAD"):
            await say(send, 405, "A file can only be read.", (b"allow", b"GET, HEAD"))
            return
        file, wanted = locate(scope["path"].removeprefix(PREFIX))
        if file is None:
            await say(send, 404, "There is no such file.")
            return
        await self.send_file(self.get(file), wanted, dict(scope["headers"]), send)

    async def send_file(
        self, found: Loaded, wanted: str, asked: dict[bytes, bytes], send: Send
    ) -> None:
        """Send a file that is there; `wanted` is the hash in the address, if it had one."""
        keep = FOR_EVER if wanted.encode() == found.etag.strip(b'"') else AN_HOUR
        headers: Headers = [
            (b"etag", found.etag),
            (b"cache-control", keep),
            (b"vary", b"accept-encoding"),
        ]
        if found.etag in asked.get(b"if-none-match", b""):
            await answer(send, 304, headers, b"")
            return
        charset = "; charset=utf-8" if found.kind.startswith(TEXTS) else ""
        headers.append((b"content-type", f"{found.kind}{charset}".encode()))
        headers.append((b"x-content-type-options", b"nosniff"))
        if found.zipped and b"gzip" in asked.get(b"accept-encoding", b""):
            await answer(send, 200, [*headers, (b"content-encoding", b"gzip")], found.zipped)
        else:
            await answer(send, 200, headers, found.content)

    def get(self, file: Path) -> Loaded:
        """The file, read again only when it changed."""
        known = self.loaded.get(file)
        if known is None or known.changed != file.stat().st_mtime_ns:
            known = self.loaded[file] = Loaded.load(file)
        return known


def locate(name: str) -> tuple[Path | None, str]:
    """The file for a name from an address, and the hash the name carries (empty without one)."""
    match = naming.HASHED.match(name)
    if match:
        plain = naming.find(f"{match['stem']}{match['suffix']}")
        if plain is not None:
            return plain, match["hash"]
    return naming.find(name), ""
