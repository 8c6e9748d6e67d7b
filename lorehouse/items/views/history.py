"""The versions of an item, and how any two of them differ."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.items.versions import Version, versions
from lorehouse.items.views.finding import item_for
from lorehouse.lib.comparing import compared
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.ui.pages import render


@require_safe
@anyone
def history(request: PersonRequest, pk: int) -> HttpResponse:
    """Every version the reader may see; `?old=` and `?new=` choose the two that are compared.

    An article's versions have a page of their own in the library.
    """
    item = item_for(request.person, pk)
    if item.kind == Item.Kind.ARTICLE:
        raise Http404
    listed = versions(item, request.person)
    new = _chosen(request.GET.get("new", ""), listed) or listed[0]
    before = next((one for one in listed if one.number < new.number), None)
    old = _chosen(request.GET.get("old", ""), listed) or before
    context = {
        "item": item,
        "versions": listed,
        "old": old,
        "new": new,
        "difference": compared(old.body, new.body) if old else None,
    }
    return render(request, "items/history.html", context)


def _chosen(word: str, listed: list[Version]) -> Version | None:
    if not word:
        return None
    for one in listed:
        if str(one.number) == word:
            return one
    raise Http404
