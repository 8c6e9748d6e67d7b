"""A web process: `python -m lorehouse.site.serving.web FD` serves on an open listening socket."""

import gc
import os
import resource
import socket
import sys
import threading
from pathlib import Path
from typing import Any, cast

import uvicorn
from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from jinja2 import FileSystemBytecodeCache

from lorehouse.site.asgi import application, live
from lorehouse.site.serving import lifeline

LEAVE_AFTER = 5  # seconds an open request may take to finish when the house closes


class Server(uvicorn.Server):
    """Uvicorn, which waits for open streams when it is to stop: ours end at once."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close the house."""
        live.close()
        await super().shutdown(sockets)


def main(fd: int) -> None:
    """Load everything a page needs, then answer until SIGTERM."""
    lifeline.hold_on()
    allow_many_connections()
    # Imports every room's views now rather than under the first visitor.
    get_resolver().url_patterns  # noqa: B018
    threading.Thread(target=load_templates, name="templates", daemon=True).start()
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        server_header=False,
        ws="none",
        proxy_headers=True,
        forwarded_allow_ips=os.environ.get("LOREHOUSE_PROXIES", "127.0.0.1,::1"),
        timeout_keep_alive=30,
        timeout_graceful_shutdown=LEAVE_AFTER,
    )
    Server(config).run(sockets=[socket.socket(fileno=fd)])


def allow_many_connections() -> None:
    """Each open page holds one; what a process may open by default is soon used up."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def load_templates() -> None:
    """Compile every page's template, or take it from the last start; visitors need not wait.

    All that is there by then stays: the garbage collector need not look through it again and
    again, each time for as long as several pages take.
    """
    folder: Path = settings.HOUSE.data / "cache"
    folder.mkdir(mode=0o700, exist_ok=True)
    house = cast("Any", engines["jinja2"]).env
    house.bytecode_cache = FileSystemBytecodeCache(str(folder))
    for name in house.list_templates(extensions=["html"]):
        house.get_template(name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main(int(sys.argv[1]))
