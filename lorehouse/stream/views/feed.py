"""The feed."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.groups.models import Group
from lorehouse.ledger import book
from lorehouse.people.access import anyone
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.realtime import events
from lorehouse.stream.feed import Card, Wish
from lorehouse.stream.feed import feed as read_feed
from lorehouse.stream.feed.asking import became, group_of, wish_of
from lorehouse.stream.kinds.marks import marks
from lorehouse.stream.models import Idea
from lorehouse.stream.policy import ROOT_KINDS
from lorehouse.ui.pages import render

WAITING = 5


@require_safe
@anyone
def feed(request: PersonRequest) -> HttpResponse:
    """What people write: latest, best, or questions that wait for an answer."""
    asked = request.GET
    group, person = group_of(asked, request.person), None
    if handle := asked.get("person"):
        person = Person.objects.visible_to(request.person).filter(handle=handle).first()
    wish = wish_of(asked, group=group, person=person)
    place = events.name_of(book.latest())  # before anything is read: what comes later is told live
    found = read_feed(request.person, wish)
    context = {
        "wish": wish,
        "feed": found,
        "became": became(request.person, found),
        "marks_of": marks(found.cards, timezone.now()),
        "kinds": ROOT_KINDS,
        "stages": Idea.Stage.choices,
        "group": group,
        "place": place if is_live(wish) else "",
        "person": person,
        "since": asked.get("since", ""),
        "groups": list(Group.objects.of(request.person).values_list("slug", "name")),
        "waiting": [] if wish.sort == "unanswered" or wish.cursor else waiting(request.person),
        "is_filtered": bool(wish.kind or wish.tag or group or person),
    }
    name = "stream/feed.html#cards" if "cards" in asked else "stream/feed.html"
    return render(request, name, context)


def is_live(wish: Wish) -> bool:
    """Whether what is new belongs to the top of this feed."""
    narrowed = wish.kind or wish.tag or wish.person or wish.cursor
    return wish.sort == "latest" and wish.group >= 0 and not narrowed


def waiting(reader: Person | Visitor) -> list[Card]:
    """A few questions that nobody has solved, for the context column."""
    return read_feed(reader, Wish(sort="unanswered"), size=WAITING).cards
