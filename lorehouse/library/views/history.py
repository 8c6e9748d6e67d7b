"""The versions of an article, and how any two of them differ."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lorehouse.lib.comparing import compared
from lorehouse.library.reading.versions import Version, versions
from lorehouse.library.views.loading import article_at
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.ui import pages


@require_safe
@anyone
def history(request: PersonRequest, space: str, slug: str) -> HttpResponse:
    """Every version; `?old=` and `?new=` choose the two that are compared."""
    article = article_at(request.person, space, slug)
    listed = versions(article, request.person)
    old, new = _chosen(request, listed)
    return pages.render(
        request,
        "library/history.html",
        {
            "article": article,
            "versions": listed,
            "old": old,
            "new": new,
            "view": request.GET.get("view", "inline"),
            "difference": compared(old.body, new.body) if old and new else None,
        },
    )


def _chosen(request: PersonRequest, listed: list[Version]) -> tuple[Version | None, Version | None]:
    """The two versions asked for; the newest and the one before it if none are."""
    by_number = {one.number: one for one in listed}
    if not by_number:
        return None, None
    newest = max(by_number)
    try:
        new = int(request.GET.get("new", newest))
        old = int(request.GET.get("old", max(new - 1, 0)))
    except ValueError as reason:
        raise Http404 from reason
    if new not in by_number:
        raise Http404
    return by_number.get(old), by_number[new]
