"""The API put together. `/api/v1/openapi.json` describes it."""

from typing import Any

import orjson
from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.parser import Parser

from lorehouse.connect.api import problems
from lorehouse.connect.api.doors import Bearer, Session
from lorehouse.connect.api.routes import (
    bridge,
    following,
    gatherings,
    items,
    kinds,
    library,
    lists,
    moderation,
    people,
    search,
)


class StrictParser(Parser):
    """Takes JSON as RFC 8259 has it; Python's own reader lets in halves of characters, too."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What the body says. Raises ValueError."""
        return orjson.loads(request.body)


api = NinjaAPI(
    title="Lorehouse",
    version="1",
    description="Talk and reviewed knowledge in one house. Errors are RFC 9457 problems.",
    urls_namespace="api",
    auth=[Bearer(), Session()],
    docs_url=None,
    parser=StrictParser(),
)
problems.install(api)
for routes in (
    search,
    items,
    kinds,
    moderation,
    lists,
    library,
    bridge,
    people,
    following,
    gatherings,
):
    api.add_router("", routes.router)
