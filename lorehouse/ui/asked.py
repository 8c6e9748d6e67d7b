"""How a request was sent, for views that serve forms, scripts and htmx alike."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme


def fields(request: HttpRequest) -> QueryDict:
    """The fields sent with POST, PUT or DELETE."""
    return request.POST if request.method == "POST" else QueryDict(request.body)


def is_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks, which wants a fragment and no page."""
    return request.headers.get("HX-Request") == "true"


def back(request: HttpRequest, *, anchor: str, otherwise: str) -> HttpResponse:
    """Send somebody without script to the page of this house they came from, at `anchor`."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return HttpResponseRedirect(otherwise)
    parts = urlsplit(came_from)
    query = f"?{parts.query}" if parts.query else ""
    return HttpResponseRedirect(f"{parts.path}{query}#{anchor}")
