"""A person's page, with what both lanes hold of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.bridge import gatherings
from lorehouse.groups.following import follower_count, follows
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_safe
@signed_in
def person(request: SignedInRequest, handle: str) -> HttpResponse:
    """Who somebody is and what they have brought. Position is shown only if they want that."""
    somebody = get_object_or_404(
        Person.objects.visible_to(request.person).select_related("department", "organisation"),
        handle=handle,
    )
    context = {
        "somebody": somebody,
        "brought": gatherings.contribution(somebody, request.person),
        "talk": gatherings.talk_of(somebody, request.person),
        "is_followed": follows(request.person, "person", somebody.pk),
        "followers": follower_count("person", somebody.pk),
    }
    return render(request, "bridge/person.html", context)
