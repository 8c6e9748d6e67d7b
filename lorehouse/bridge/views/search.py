"""The search page: both lanes, filters with counts, and why each result can be trusted."""

from dataclasses import replace

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.bridge import results
from lorehouse.bridge.results import Page, Question, Result
from lorehouse.items.models import Item
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.ui.pages import render

SIZE = 10
FROM_THE_OTHER_LANE = 2


@require_safe
@anyone
def search(request: PersonRequest) -> HttpResponse:
    """What the house knows about `q`; without a question and a filter, how to ask one."""
    question = Question.of(request.GET.dict())
    is_asked = bool(question.q or question.filters)
    offset = _offset(request.GET.get("from", ""))
    now = timezone.now()
    page = Page(results=[])
    if is_asked:
        page = results.find(
            request.person, question, now=now, limit=SIZE, offset=offset,
            with_choices=True, one_per_thread=True,
        )  # fmt: skip
    context = {
        "question": question,
        "page": page,
        "offset": offset,
        "is_asked": is_asked,
        "other": _other_lane(request, question, page) if page.results and not offset else [],
        "choosing": {one.name: one for one in page.choices},
    }
    name = "bridge/search.html#found" if "part" in request.GET else "bridge/search.html"
    return render(request, name, context)


def _offset(value: str) -> int:
    return min(int(value), results.REACHABLE) if value.isascii() and value.isdigit() else 0


def _other_lane(request: PersonRequest, question: Question, page: Page) -> list[Result]:
    """The best of the lane that has something but is not among the first results."""
    shown = {one.lane for one in page.results}
    if question.lane or len(shown) > 1:
        return []
    (lane,) = set(Item.Lane.values) - shown
    asked = replace(question, lane=lane)
    now = timezone.now()
    found = results.find(
        request.person, asked, now=now, limit=FROM_THE_OTHER_LANE, one_per_thread=True
    )
    return found.results
