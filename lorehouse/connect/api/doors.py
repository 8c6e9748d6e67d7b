"""Who calls: a bearer token, or the session of a signed-in browser."""

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from lorehouse.connect.actions import digest
from lorehouse.connect.models import Token
from lorehouse.people.models import Person


class Bearer(HttpBearer):
    """An access token: `Authorization: Bearer lore_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        """The person whose token this is."""
        found = (
            Token.objects.filter(digest=digest(token), revoked_at=None, person__is_active=True)
            .select_related("person")
            .first()
        )
        if found is None:
            return None
        request.person = found.person  # type: ignore[attr-defined]
        return found.person


class Session(APIKeyCookie):
    """The cookie of a browser; changes need its CSRF token, too."""

    param_name = "sessionid"

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person signed in."""
        person = getattr(request, "person", None)
        return person if isinstance(person, Person) else None
