"""Takes in what a browser sends, in memory while it is small, on disk when it is large."""

from tempfile import SpooledTemporaryFile

from lorehouse.site.shell.kinds import Receive, Scope

IN_MEMORY = 1024 * 1024  # bytes; larger bodies go to a temporary file


class TooLarge(Exception):
    """The body is larger than this house takes."""


class Gone(Exception):
    """The browser went away before it had sent everything."""


async def take_in(scope: Scope, receive: Receive, *, limit: int) -> "SpooledTemporaryFile[bytes]":
    """Return the body as a file at its beginning. Raises TooLarge (`limit` is in bytes), Gone."""
    if announced(scope) > limit:
        raise TooLarge
    body = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  (closed by who answers)
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            body.close()
            raise Gone
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > limit:
            body.close()
            raise TooLarge
        body.write(chunk)
        if not message.get("more_body", False):
            body.seek(0)
            return body


def announced(scope: Scope) -> int:
    """The Content-Length of the request, 0 when there is none."""
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
