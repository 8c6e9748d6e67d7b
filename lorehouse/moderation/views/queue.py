"""What waits for a decision, and what was removed."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorehouse.lib.pagination import page
from lorehouse.moderation import reading
from lorehouse.moderation.models import Appeal, Case
from lorehouse.moderation.views.doors import for_those_who_decide
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

SHOWN = 100
SIZE = 30
TABS = ("flagged", "held", "appeals")


@require_safe
@for_those_who_decide
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits: flagged, held, appeals; the fullest is shown when none is asked for."""
    reader = request.person
    counts = reading.counts(reader)
    asked = request.GET.get("tab", "")
    tab = asked if asked in TABS else _fullest(counts)
    appeals = Appeal.objects.visible_to(reader).open().order_by("at")
    context = {
        "tab": tab,
        "counts": counts,
        "cases": list(reading.waiting(reader, held=tab == "held")[:SHOWN])
        if tab != "appeals"
        else [],
        "appeals": list(
            appeals.select_related(
                "case__item__author", "case__item__audience", "case__rule", "removed_by"
            )[:SHOWN]
        )
        if tab == "appeals"
        else [],
    }
    return render(request, "moderation/queue.html", context)


def _fullest(counts: reading.Counts) -> str:
    """What needs somebody soonest: appeals, then what is not seen, then what is flagged."""
    if counts.appeals:
        return "appeals"
    return "held" if counts.held and not counts.flagged else "flagged"


@require_safe
@for_those_who_decide
def removed(request: SignedInRequest) -> HttpResponse:
    """What was removed, the latest first, where the reader decides."""
    found = Case.objects.visible_to(request.person).removals()
    related = found.select_related("item__author", "item__audience", "rule", "decided_by", "appeal")
    listed = page(
        related, order=("-decided_at", "-pk"), cursor=request.GET.get("cursor", ""), size=SIZE
    )
    context = {
        "cases": listed.rows,
        "next": listed.next,
        "counts": reading.counts(request.person),
    }
    return render(request, "moderation/removed.html", context)
