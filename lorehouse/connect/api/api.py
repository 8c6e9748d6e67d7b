"""The API put together. `/api/v1/openapi.json` describes it."""

from ninja import NinjaAPI

from lorehouse.connect.api import problems
from lorehouse.connect.api.doors import Bearer, Session
from lorehouse.connect.api.routes import bridge, items, library, people, search

api = NinjaAPI(
    title="Lorehouse",
    version="1",
    description="Talk and reviewed knowledge in one house. Errors are RFC 9457 problems.",
    urls_namespace="api",
    auth=[Bearer(), Session()],
    docs_url=None,
)
problems.install(api)
for routes in (search, items, library, bridge, people):
    api.add_router("", routes.router)
