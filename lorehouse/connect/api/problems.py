"""Errors as problem details (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from lorehouse.disclosure.gate import Held
from lorehouse.lib.errors import Conflict, NotAllowed, Refused, TooMuch


def problem(status: int, detail: str, **more: Any) -> JsonResponse:
    """A problem document: what kind it is, and one sentence about this case."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    answer = JsonResponse(body, status=status, content_type="application/problem+json")
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="lorehouse"'
    return answer


def status_of(reason: Refused) -> int:
    """The HTTP status for something the house will not do."""
    if isinstance(reason, NotAllowed):
        return 403
    if isinstance(reason, TooMuch):
        return 429
    return 409 if isinstance(reason, Conflict) else 422


def too_large() -> JsonResponse:
    """The answer to a request with more in it than the house takes in one."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 2**20
    return problem(413, f"A request has at most {most} MB. Nothing was changed.")


def install(api: NinjaAPI) -> None:
    """Have `api` answer every error as a problem."""
    _install_for_requests(api)

    @api.exception_handler(Held)
    def held(request: HttpRequest, reason: Held) -> HttpResponse:
        found = [
            {
                "rule": one.rule,
                "kind": one.kind,
                "start": one.start,
                "end": one.end,
                "outcome": one.outcome,
                "message": one.message,
            }
            for one in reason.verdict.findings
        ]
        return problem(403, str(reason), outcome=reason.verdict.outcome, findings=found)

    @api.exception_handler(Refused)
    def refused(request: HttpRequest, reason: Refused) -> HttpResponse:
        return problem(status_of(reason), str(reason))

    @api.exception_handler(Http404)
    def missing(request: HttpRequest, reason: Http404) -> HttpResponse:
        return problem(404, "There is nothing here for you.")

    @api.exception_handler(PermissionDenied)
    def denied(request: HttpRequest, reason: PermissionDenied) -> HttpResponse:
        return problem(403, str(reason) or "You may not do this.")


def _install_for_requests(api: NinjaAPI) -> None:
    """The same for requests that are wrong whatever they ask for."""

    @api.exception_handler(AuthenticationError)
    def unknown(request: HttpRequest, reason: AuthenticationError) -> HttpResponse:
        return problem(401, "Send a valid access token: Authorization: Bearer <token>.")

    @api.exception_handler(ValidationError)
    def unfit(request: HttpRequest, reason: ValidationError) -> HttpResponse:
        errors = [
            {"where": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
            for one in reason.errors
        ]
        said = "; ".join(f"{one['where']}: {one['message']}" for one in errors)
        return problem(422, said or "The request does not fit.", errors=errors)

    @api.exception_handler(RequestDataTooBig)
    def oversized(request: HttpRequest, reason: RequestDataTooBig) -> HttpResponse:
        return too_large()

    @api.exception_handler(HttpError)
    def failed(request: HttpRequest, reason: HttpError) -> HttpResponse:
        return problem(reason.status_code, str(reason))
