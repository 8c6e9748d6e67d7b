"""The feed."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.groups.models import Group
from lorehouse.people.access import anyone
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.feed import SORTS, Card, Feed, Wish
from lorehouse.stream.feed import feed as read_feed
from lorehouse.stream.policy import ROOT_KINDS
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill

WAITING = 5
PERIODS = {"week": 7, "month": 30, "year": 365}  # days


@require_safe
@anyone
def feed(request: PersonRequest) -> HttpResponse:
    """What people write: latest, best, or questions that wait for an answer."""
    asked = request.GET
    group = Group.objects.visible_to(request.person).filter(slug=asked.get("group", "")).first()
    wish = wish_of(asked, group)
    found = read_feed(request.person, wish)
    context = {
        "wish": wish,
        "feed": found,
        "became": became(request.person, found),
        "group": group,
        "since": asked.get("since", ""),
        "groups": list(Group.objects.of(request.person).values_list("slug", "name")),
        "waiting": [] if wish.sort == "unanswered" or wish.cursor else waiting(request.person),
        "is_filtered": bool(wish.kind or wish.tag or group),
    }
    name = "stream/feed.html#cards" if "cards" in asked else "stream/feed.html"
    return render(request, name, context)


def waiting(reader: Person | Visitor) -> list[Card]:
    """A few questions that nobody has solved, for the context column."""
    return read_feed(reader, Wish(sort="unanswered"), size=WAITING).cards


def wish_of(asked: Any, group: Group | None) -> Wish:
    """What the address asks for; what it cannot mean is left out."""
    days = PERIODS.get(asked.get("since", ""))
    kind, sort = asked.get("kind", ""), asked.get("sort", "")
    return Wish(
        sort=sort if sort in SORTS else "latest",
        kind=kind if kind in ROOT_KINDS else "",
        group=group.audience_id if group else -1 if asked.get("group") else 0,
        tag=asked.get("tag", ""),
        since=timezone.now() - timedelta(days=days) if days else None,
        cursor=asked.get("cursor", ""),
    )


def became(reader: Person | Visitor, found: Feed) -> dict[int, tuple[str, str]]:
    """The article each conversation grew into, as rooms further out know it."""
    ids = [card.pk for card in found.cards]
    given: dict[int, tuple[str, str]] = {}
    for links in fill("thread.became", reader, ids):
        given.update({pk: articles[0] for pk, articles in links.items() if articles})
    return given
