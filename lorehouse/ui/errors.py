"""Django's handlers for what no view answered. urls.py names them handler400, 403, 404 and 500."""

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template import loader

from lorehouse.ui import explanations, pages

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request could not be read; 413 when it was too large to read."""
    too_large = type(exception).__name__ in {
        "RequestDataTooBig",
        "TooManyFilesSent",
        "TooManyFieldsSent",
    }
    return pages.error(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, with the sentence that PermissionDenied was raised with."""
    return pages.error(request, 403, str(exception))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form without a valid token: mostly a page that was open for very long."""
    return pages.error(request, 403, str(explanations.STALE_FORM))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: the same for what is not there and what is not for this reader."""
    return pages.error(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database, no session and no reader."""
    page = loader.get_template("ui/broken.html", using="jinja2")
    return HttpResponse(page.render(explanations.of(500)), status=500)
