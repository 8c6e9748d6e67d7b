"""Who is asking: `request.person`, a Person or a Visitor."""

from collections.abc import Callable
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from lorehouse.people.models import Person, Visitor


class PersonMiddleware:
    """Puts the person on the request, and their time zone and language in force."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request` as the person who sent it."""
        person = request.user if isinstance(request.user, Person) else Visitor()
        # Touching `request.user` above resolves the lazy object; keep the person itself.
        request.person = getattr(person, "_wrapped", person)  # type: ignore[attr-defined]
        language = person.language or translation.get_language_from_request(request)
        with timezone.override(zone(person.timezone)), translation.override(language):
            return self.get_response(request)


def zone(name: str) -> ZoneInfo:
    """The time zone called `name`; UTC when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
