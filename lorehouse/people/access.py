"""Doors for views: who has to be signed in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from lorehouse.people.models import Person
from lorehouse.people.requests import PersonRequest, SignedInRequest

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def signed_in(
    view: Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase],
) -> View[Rest]:
    """Send whoever is not signed in to the sign-in page, and back afterwards."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not isinstance(getattr(request, "person", None), Person):
            there = urlencode({"next": request.get_full_path()})
            return HttpResponseRedirect(f"{settings.LOGIN_URL}?{there}")
        return view(cast(SignedInRequest, request), *args, **kwargs)

    return cast("View[Rest]", checked)


def anyone(
    view: Callable[Concatenate[PersonRequest, Rest], HttpResponseBase],
) -> View[Rest]:
    """For views that answer visitors too: only tells the types that `person` is there."""
    return view  # type: ignore[return-value]
