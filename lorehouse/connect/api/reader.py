"""Who calls, for routes behind a door."""

from typing import cast

from django.http import HttpRequest

from lorehouse.people.models import Person


def reader(request: HttpRequest) -> Person:
    """The person a door let in."""
    return cast(Person, request.person)  # type: ignore[attr-defined]
