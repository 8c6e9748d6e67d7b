"""The public log: how often which rule was cited, and nothing of what was removed."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from lorehouse.moderation import reading
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.ui.pages import render


@require_safe
@anyone
def log(request: PersonRequest) -> HttpResponse:
    """Counts by month and rule, the same for everybody; entries of what the reader could read."""
    months = reading.months()
    context = {
        "months": months,
        "entries": reading.entries(request.person),
        "removed": sum(month.removed for month in months),
        "restored": sum(month.restored for month in months),
    }
    return render(request, "moderation/log.html", context)
