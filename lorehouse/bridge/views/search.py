"""The search page: both lanes, filters with counts, and why each result can be trusted."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.bridge import results
from lorehouse.bridge.results import Page, Question
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
            with_choices=True, one_per_thread=not question.thread,
            elsewhere=0 if question.lane or question.thread or offset else FROM_THE_OTHER_LANE,
        )  # fmt: skip
    context = {
        "question": question,
        "page": page,
        "offset": offset,
        "named": _named(request, question),
        "is_asked": is_asked,
        "other": page.elsewhere,
        "choosing": {one.name: one for one in page.choices},
    }
    name = "bridge/search.html#found" if "part" in request.GET else "bridge/search.html"
    return render(request, name, context)


def _named(request: PersonRequest, question: Question) -> dict[str, str]:
    """The words for filters that no choice names: the title of a conversation."""
    if not (question.thread.isascii() and question.thread.isdigit() and len(question.thread) < 19):
        return {}
    item = Item.objects.visible_to(request.person).filter(pk=int(question.thread)).first()
    return {"thread": item.title or item.excerpt[:60]} if item else {}


def _offset(value: str) -> int:
    return min(int(value), results.REACHABLE) if value.isascii() and value.isdigit() else 0
