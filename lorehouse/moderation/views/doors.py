"""Who may pass to the pages of those who decide."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import Http404, HttpResponse

from lorehouse.moderation.models.cases import looked_after
from lorehouse.people.access import View, signed_in
from lorehouse.people.requests import SignedInRequest

Rest = ParamSpec("Rest")
Page = Callable[Concatenate[SignedInRequest, Rest], HttpResponse]


def for_those_who_decide(view: Page[Rest]) -> View[Rest]:
    """Moderators and stewards pass; others learn no more than that nothing is here for them."""

    @wraps(view)
    def checked(request: SignedInRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.person.is_moderator and not looked_after(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(cast("Page[Rest]", checked))
