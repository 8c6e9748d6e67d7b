"""Names offered while somebody types `@`, `#` or `[[` into a text."""

from collections.abc import Callable

from django.db.models import Q
from django.db.models.functions import Length
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.items.views.shelf import counted_tags
from lorehouse.items.writing import tag_name
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest

MOST = 8
LONGEST = 80  # characters of a name that is being typed
Option = dict[str, str]


@require_safe
@signed_in
def completions(request: SignedInRequest) -> HttpResponse:
    """JSON: `{"options": [{label, detail, insert}]}` for `kind` (person, tag, article) and `q`.

    Only what the reader may know of: guests, who have no directory, are offered no people.
    """
    typed = request.GET.get("q", "").strip()[:LONGEST]
    offer = OFFERS.get(request.GET.get("kind", ""))
    return JsonResponse({"options": offer(request.person, typed) if offer else []})


def people(reader: Person, typed: str) -> list[Option]:
    """Those whose name or handle begins so, first names before others."""
    begins = Q(name__istartswith=typed) | Q(handle__istartswith=typed)
    begins |= Q(name__icontains=f" {typed}")
    known = Person.objects.visible_to(reader).exclude(pk=reader.pk).filter(begins)
    listed = known.exclude(standing=Person.Standing.SHADOW).order_by("name", "pk")[:MOST]
    return [
        {"label": one.name, "detail": f"@{one.handle}", "insert": f"@{one.handle}"}
        for one in listed
    ]


def tags(reader: Person, typed: str) -> list[Option]:
    """The most used tags that begin so, of what the reader may read."""
    start = tag_name(typed)
    if not start:
        return []
    return [
        {"label": f"#{one['name']}", "detail": str(one["count"]), "insert": f"#{one['name']}"}
        for one in counted_tags(reader, start=start, most=MOST)
    ]


def articles(reader: Person, typed: str) -> list[Option]:
    """Articles with these words in their title, the shortest titles first."""
    titled = Item.objects.visible_to(reader).live().roots().filter(kind=Item.Kind.ARTICLE)
    for word in typed.split():
        titled = titled.filter(title__icontains=word)
    listed = titled.exclude(title__regex=r"[\[\]|]").order_by(Length("title"), "pk")[:MOST]
    return [{"label": one.title, "detail": "", "insert": f"[[{one.title}]]"} for one in listed]


OFFERS: dict[str, Callable[[Person, str], list[Option]]] = {
    "person": people,
    "tag": tags,
    "article": articles,
}
