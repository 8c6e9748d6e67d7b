"""What is offered while somebody types: in the palette, and to whoever is about to ask."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lorehouse.bridge import results
from lorehouse.bridge.results import Question, Result
from lorehouse.groups.models import Group
from lorehouse.library.models import Space
from lorehouse.people.access import anyone
from lorehouse.people.models import Person
from lorehouse.people.requests import PersonRequest
from lorehouse.ui.pages import render
from lorehouse.ui.signs import KINDS

FEW = 3  # suggestions by title; with fewer, what search finds is added
MOST = 7
MOST_PLACES = 3
LONGEST = 500  # characters of a text that similar things are looked for


@require_safe
@anyone
def suggest(request: PersonRequest) -> HttpResponse:
    """JSON for the palette: `{"groups": [{"label", "results": [{label, url, kind, detail}]}]}`."""
    typed = request.GET.get("q", "").strip()[:LONGEST]
    groups = [
        {"label": _("Articles and conversations"), "results": _things(request, typed)},
        {"label": _("People and places"), "results": _places(request, typed)},
    ]
    return JsonResponse({"groups": [group for group in groups if group["results"]]})


@require_safe
@anyone
def similar(request: PersonRequest) -> HttpResponse:
    """Questions and articles that say much of what `q` says, without the item `without`.

    A fragment of HTML, or JSON for whoever accepts only that: `{"results": [...]}`.
    """
    text = request.GET.get("q", "").strip()[:LONGEST]
    without = request.GET.get("without", "")
    found = results.similar(request.person, text, now=timezone.now(), limit=6) if text else []
    alike = [one for one in found if str(one.id) != without][:5]
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"results": [_entry(one) for one in alike]})
    return render(request, "bridge/similar.html", {"results": alike})


def _things(request: PersonRequest, typed: str) -> list[dict[str, Any]]:
    if not typed:
        return []
    now = timezone.now()
    found = results.suggest(request.person, typed, now=now, limit=MOST)
    if len(found) < FEW:
        more = results.find(request.person, Question(q=typed), now=now, limit=MOST).results
        found += [one for one in more if one.id not in {known.id for known in found}]
    return [_entry(one) for one in found[:MOST]]


def _entry(result: Result) -> dict[str, Any]:
    reasons = [str(KINDS[result.kind].word), *(reason.text for reason in result.trust[:1])]
    return {
        "id": result.id,
        "label": result.title,
        "url": result.url,
        "kind": result.kind,
        "detail": " · ".join(reasons),
    }


def _places(request: PersonRequest, typed: str) -> list[dict[str, Any]]:
    if not typed:
        return []
    rows: Iterable[tuple[str, QuerySet[Any]]] = (
        ("person", Person.objects.visible_to(request.person)),
        ("group", Group.objects.visible_to(request.person)),
        ("space", Space.objects.visible_to(request.person)),
    )
    return [
        {"label": row.name, "url": _address(kind, row), "kind": kind, "detail": KINDS[kind].word}
        for kind, known in rows
        for row in known.filter(name__icontains=typed).order_by("name")[:MOST_PLACES]
    ]


def _address(kind: str, row: Any) -> str:
    return f"/people/{row.handle}/" if kind == "person" else str(row.get_absolute_url())
