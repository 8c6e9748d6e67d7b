"""What holds for every API answer: entity tags, and requests that may safely be repeated."""

import hashlib
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lorehouse.connect.api.doors import Bearer
from lorehouse.connect.api.problems import problem, too_large
from lorehouse.connect.models import KeptAnswer
from lorehouse.people.models import Person

PREFIX = "/api/"
LONGEST_KEY = 200


class ApiMiddleware:
    """ETag and 304 on GET, Idempotency-Key on POST, for addresses below /api/."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`."""
        if not request.path.startswith(PREFIX):
            return self.get_response(request)
        key = request.headers.get("Idempotency-Key", "")
        if request.method == "POST" and key:
            return self._once(request, key)
        answer = self.get_response(request)
        return tagged(request, answer) if request.method == "GET" else answer

    def _once(self, request: HttpRequest, key: str) -> HttpResponse:
        """Do what a POST asks the first time; give the same answer to a repetition."""
        person = caller(request)
        if person is None:
            return self.get_response(request)
        if len(key) > LONGEST_KEY:
            return problem(422, f"An Idempotency-Key has at most {LONGEST_KEY} characters.")
        try:
            body = request.body
        except RequestDataTooBig:
            return too_large()
        digest = hashlib.sha256(f"{request.method} {request.path}\n".encode() + body)
        kept = KeptAnswer(
            person=person, key=key, request_digest=digest.hexdigest(), at=timezone.now()
        )
        try:
            return self._first(request, kept)
        except Repeated:
            return again(KeptAnswer.objects.get(person=person, key=key), kept.request_digest)

    def _first(self, request: HttpRequest, kept: KeptAnswer) -> HttpResponse:
        """Answer, and keep the answer in the same transaction as what it changed.

        So there is never a change without its answer, however the process ends. What was refused
        is not kept and may be tried anew. Raises Repeated.
        """
        with transaction.atomic():
            try:
                with transaction.atomic():
                    kept.save(force_insert=True)
            except IntegrityError as reason:
                raise Repeated from reason
            answer = self.get_response(request)
            if answer.status_code >= 400:
                transaction.set_rollback(True)
            else:
                kept.status, kept.body = answer.status_code, answer.content.decode()
                kept.save(update_fields=["status", "body"])
        return answer


class Repeated(Exception):
    """A request with this key was answered before."""


def again(kept: KeptAnswer, digest: str) -> HttpResponse:
    """The answer to a request whose key was used before."""
    if kept.request_digest != digest:
        return problem(422, "This Idempotency-Key was used for another request.")
    answer = HttpResponse(kept.body, status=kept.status, content_type="application/json")
    answer["Idempotent-Replay"] = "true"
    return answer


def caller(request: HttpRequest) -> Person | None:
    """Who sends this request."""
    scheme, _, word = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return Bearer().authenticate(request, word.strip())
    person = getattr(request, "person", None)
    return person if isinstance(person, Person) else None


def tagged(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """`answer` with an entity tag; 304 when the caller has it already."""
    if answer.status_code != 200 or answer.streaming:
        return answer
    tag = f'"{hashlib.sha256(answer.content).hexdigest()[:32]}"'
    known = {
        one.strip().removeprefix("W/")
        for one in request.headers.get("If-None-Match", "").split(",")
    }
    if tag in known:
        answer = HttpResponse(status=304)
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"
    answer["Vary"] = "Authorization, Cookie"
    return answer
