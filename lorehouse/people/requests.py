"""Requests whose sender is known."""

from django.http import HttpRequest

from lorehouse.people.models import Person, Visitor


class PersonRequest(HttpRequest):
    """A request that has met PersonMiddleware: `person` is whoever asks."""

    person: Person | Visitor


class SignedInRequest(PersonRequest):
    """A request from somebody signed in; for views behind `signed_in`."""

    person: Person
