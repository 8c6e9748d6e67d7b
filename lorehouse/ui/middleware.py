"""Turns a refusal that no view has answered into its page."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lorehouse.lib.errors import Refused
from lorehouse.ui import pages


class RefusalMiddleware:
    """Answers `Refused` with its sentence: 403, 409 or 422."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; see `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The refusal's page, or None for what is not a refusal. The API answers for itself."""
        if isinstance(exception, Refused) and not request.path.startswith("/api/"):
            return pages.refuse(request, exception)
        return None
