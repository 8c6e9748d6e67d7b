"""Looks at each request's address and gives it to whoever answers there."""

from collections.abc import Mapping

from lorehouse.site.shell.kinds import Application, Receive, Scope, Send, answer


class Shell:
    """An ASGI application: light and live routes by prefix, all else to the pages."""

    def __init__(self, *, pages: Application, routes: Mapping[str, Application]) -> None:
        """A key of `routes` that ends in a slash stands for everything below it."""
        self.pages = pages
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one connection."""
        if scope["type"] == "http":
            await self.route(scope["path"])(scope, receive, send)
        elif scope["type"] == "lifespan":
            await live(receive, send)
        else:
            await send({"type": "websocket.close", "code": 1000})

    def route(self, path: str) -> Application:
        """Who answers at `path`."""
        for prefix, route in self.routes.items():
            if path == prefix or (prefix.endswith("/") and path.startswith(prefix)):
                return route
        return self.pages


async def health(scope: Scope, receive: Receive, send: Send) -> None:
    """Say that this process answers. Django was loaded before the first request came in."""
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    await answer(send, 200, headers, b'{"status": "ok"}\n')


async def live(receive: Receive, send: Send) -> None:
    """Agree to the start and the end of the server."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
