"""The application of a web process. `lorehouse serve` runs it on uvicorn."""

import os

from lorehouse.site.wsgi import application as django  # first: the rest needs Django's models

# isort: split
from lorehouse.realtime.hub import Hub
from lorehouse.site.shell.application import Shell, health
from lorehouse.site.shell.files import PREFIX, StaticFiles
from lorehouse.site.shell.live import Live
from lorehouse.site.shell.wsgi import WsgiRoute

MEGABYTE = 1_000_000

pages = WsgiRoute(
    django,
    # Python runs one thread at a time; the second is for requests that wait for something.
    threads=int(os.environ.get("LOREHOUSE_THREADS", "2")),
    body_limit=int(os.environ.get("LOREHOUSE_UPLOAD_MB", "64")) * MEGABYTE,
    queue_limit=200,
)
live = Live(Hub(), most=int(os.environ.get("LOREHOUSE_LISTENERS", "5000")))
application = Shell(
    pages=pages,
    routes={"/health": health, PREFIX: StaticFiles(), "/live": live, "/api/v1/live": live},
)
