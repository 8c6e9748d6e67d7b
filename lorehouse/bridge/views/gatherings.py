"""A group's page and a person's, with what both lanes hold of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.bridge import gatherings
from lorehouse.groups import policy
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Group
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream.feed import SORTS, Wish, feed
from lorehouse.ui.pages import render


@require_safe
@signed_in
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a group is for, what it talks about, what it made, and who is in it."""
    found = get_object_or_404(
        Group.objects.visible_to(request.person).select_related("audience"), slug=slug
    )
    reads = found.audience_id in audience_ids(request.person)
    sort = request.GET.get("sort", "")
    wish = Wish(
        sort=sort if sort in SORTS else "latest",
        group=found.audience_id,
        cursor=request.GET.get("cursor", ""),
    )
    people = found.memberships.select_related("person").order_by("-is_steward", "person__name")
    context = {
        "group": found,
        "reads": reads,
        "wish": wish,
        "feed": feed(request.person, wish) if reads else None,
        "articles": gatherings.articles_for(found, request.person),
        "grown": gatherings.grown_in(found, request.person),
        "people": list(people[:60]) if reads or policy.is_in(request.person, found) else [],
        "count": people.count(),
        "is_in": policy.is_in(request.person, found),
        "asked": found.requests.filter(person=request.person).exists(),
        "invited": found.invitations.filter(person=request.person).exists(),
        "may_join": policy.may_join(request.person, found),
        "may_request": policy.may_request(request.person, found),
        "may_steward": policy.may_steward(request.person, found),
        "waiting": found.requests.count(),
    }
    name = "bridge/group.html#cards" if "cards" in request.GET else "bridge/group.html"
    return render(request, name, context)


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
    }
    return render(request, "bridge/person.html", context)
