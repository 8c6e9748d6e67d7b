"""A group's pages: its conversations, its articles, what it decided, its people."""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.bridge import gatherings
from lorehouse.bridge.decided import decided
from lorehouse.bridge.models import AccessRequest
from lorehouse.groups import policy
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.following import follower_count, follows
from lorehouse.groups.models import Group
from lorehouse.lib import markdown
from lorehouse.lib.pagination import page
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.pseudonyms.policy import is_allowed as allows_pseudonyms
from lorehouse.stream.feed import OWN, feed
from lorehouse.stream.feed.asking import wish_of
from lorehouse.stream.kinds.marks import marks
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill

PEOPLE_ON_A_PAGE = 60
FACES = 12  # people shown beside the conversations


@require_safe
@signed_in
def group(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a group is for, what it talks about, and what its stewards keep on top."""
    found = _loaded(request, slug)
    around = _around(request, found)
    wish = wish_of(request.GET, group=found)
    if wish.sort in OWN:
        wish = replace(wish, sort="latest")  # those gather what is elsewhere
    talk = feed(request.person, wish) if around["reads"] else None
    context = {
        **around,
        "wish": wish,
        "feed": talk,
        "since": request.GET.get("since", ""),
        "marks_of": marks(talk.cards, timezone.now()) if talk else {},
        "pins": gatherings.pins_of(found, request.person),
        "welcome": _welcome(around),
        "participation": fill("group.participation", request, found) if around["is_in"] else [],
    }
    name = "bridge/group.html#cards" if "cards" in request.GET else "bridge/group.html"
    return render(request, name, context)


@require_safe
@signed_in
def articles(request: SignedInRequest, slug: str) -> HttpResponse:
    """The library's pages for this group, and those that grew from its conversations."""
    found = _loaded(request, slug)
    context = {
        **_around(request, found),
        "articles": gatherings.articles_for(found, request.person),
        "grown": gatherings.grown_in(found, request.person),
        "pinned": set(found.pins.values_list("item_id", flat=True)),
    }
    return render(request, "bridge/group_articles.html", context)


@require_safe
@signed_in
def decisions(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the group decided, the latest first."""
    found = _loaded(request, slug)
    context = {**_around(request, found), "decisions": decided(found, request.person)}
    return render(request, "bridge/group_decisions.html", context)


@require_safe
@signed_in
def people(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who is in the group, for members of the house who may read it. Guests see no directory."""
    found = _loaded(request, slug)
    if not policy.may_see_people(request.person, found):
        raise Http404
    memberships = found.memberships.filter(person__is_active=True).select_related(
        "person__department", "person__organisation"
    )
    words = request.GET.get("q", "").strip()
    for word in words.split():
        about = Q(person__name__icontains=word) | Q(person__asks_about__icontains=word)
        memberships = memberships.filter(about)
    after = request.GET.get("cursor", "")
    shown = page(
        memberships, order=["-is_steward", "person__name", "pk"], cursor=after,
        size=PEOPLE_ON_A_PAGE,
    )  # fmt: skip
    context = {
        **_around(request, found),
        "memberships": shown.rows,
        "next": shown.next,
        "query": words,
    }
    return render(request, "bridge/group_people.html", context)


def _loaded(request: SignedInRequest, slug: str) -> Group:
    seen = Group.objects.visible_to(request.person).select_related("audience")
    return get_object_or_404(seen, slug=slug)


def _around(request: SignedInRequest, found: Group) -> dict[str, Any]:
    """What every page of a group shows. A guest is told of its stewards and of nobody else."""
    person = request.person
    sees_people = policy.may_see_people(person, found)
    active = found.memberships.filter(person__is_active=True).select_related("person")
    shown = active if sees_people else active.filter(is_steward=True)
    own = found.memberships.filter(person=person).first()
    asked = found.requests.filter(person=person).first()
    reads = found.audience_id in audience_ids(person)
    may_steward = policy.may_steward(person, found)
    asking = AccessRequest.objects.visible_to(person).to_decide(person)
    return {
        "group": found,
        "reads": reads,
        "membership": own,
        "is_in": own is not None,
        "people": list(shown.order_by("-is_steward", "person__name")[:FACES]) if reads else [],
        "sees_people": sees_people,
        "count": active.count() if person.is_member else 0,
        "asked": asked if asked and not asked.declined_at else None,
        "declined": asked if asked and asked.declined_at else None,
        "invited": found.invitations.filter(person=person).exists(),
        "may_join": policy.may_join(person, found),
        "may_request": policy.may_request(person, found),
        "may_steward": may_steward,
        "asking": asking.count() if may_steward else 0,
        "may_volunteer": own is not None and policy.may_volunteer(person, found),
        "waiting": found.requests.waiting().count(),
        "is_followed": follows(person, "group", found.pk),
        "followers": follower_count("group", found.pk),
        "pseudonyms_allowed": allows_pseudonyms(found),
    }


def _welcome(around: dict[str, Any]) -> str:
    """The group's welcome as HTML, for those who have not put it away."""
    own, found = around["membership"], around["group"]
    is_new = own is not None and own.welcomed_at is None
    return markdown.render(found.welcome).html if is_new and found.welcome else ""
