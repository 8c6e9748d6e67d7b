"""The first page, for people and for visitors."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.people.models import HouseSettings, Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.site.home import reading
from lorehouse.stream.kinds.marks import marks
from lorehouse.ui import pages


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """What is new for the reader; a welcome and what is public for visitors."""
    if not isinstance(request.person, Person):
        return pages.render(request, "home/welcome.html", welcome(request.person))
    return pages.render(request, "home/home.html", todays(request.person))


def todays(reader: Person) -> dict[str, Any]:
    """The context of the page of somebody signed in."""
    now = timezone.now()
    threads = reading.conversations(reader)
    return {
        "threads": threads,
        "marks": marks(threads, now),
        "questions": reading.open_questions(reader),
        "articles": reading.latest_articles(reader),
        "tasks": reading.tasks(reader, now),
        "drafts": reading.drafts(reader),
        "part_of_day": part_of_day(timezone.localtime(now).hour),
    }


def welcome(visitor: Visitor) -> dict[str, Any]:
    """The context of a visitor's page: what is public."""
    threads = reading.conversations(visitor)
    return {
        "threads": threads,
        "marks": marks(threads, timezone.now()),
        "articles": reading.latest_articles(visitor),
        "house": HouseSettings.current(),
    }


def part_of_day(hour: int) -> str:
    """`morning` until 11, `day` until 17, then `evening`."""
    if hour < 5 or hour >= 17:
        return "evening"
    return "morning" if hour < 12 else "day"
