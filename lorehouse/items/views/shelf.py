"""Lists of items: by tag, and what one keeps for later."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.groups.audiences import audience_ids
from lorehouse.items.models import Bookmark, Item, Tag, Tagging, Vote
from lorehouse.items.models.items import may_read
from lorehouse.items.writing import tag_name
from lorehouse.lib.pagination import page
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill

SIZE = 20
COMPLETIONS = 8
STREAM, LIBRARY, ALL = LANES = ("stream", "library", "all")


@dataclass(frozen=True, kw_only=True)
class Card:
    """One item as a list shows it; its address is the one that stays."""

    pk: int
    kind: str
    title: str
    excerpt: str
    score: int
    reply_count: int
    created_at: datetime
    author: Person
    audience: tuple[str, str]
    tags: list[str]
    mine: int
    saved: bool

    @property
    def url(self) -> str:
        """Where it is read."""
        return f"/items/{self.pk}/"


@require_safe
@anyone
def tag(request: PersonRequest, name: str) -> HttpResponse:
    """Everything under a tag that the reader may read. A tag nothing readable is under is none."""
    found = Item.objects.visible_to(request.person).live().filter(taggings__tag__name=name)
    if not found.exists():
        get_object_or_404(Tag.objects.none())
    lane = _lane(request.GET.get("lane", ""), found)
    context = {
        "name": name,
        "lane": lane,
        "actions": fill("tag.actions", request, name),
        "is_public": _is_public(name),
    }
    if lane == STREAM:
        context["conversations"] = fill("tag.conversations", request, name)
        return render(request, "items/tag.html", context)
    if lane == LIBRARY:
        found = found.filter(lane=LIBRARY)
    listed = page(
        found, order=("-active_at", "-pk"), cursor=request.GET.get("cursor", ""), size=SIZE
    )
    context |= {"cards": cards(listed.rows, request.person), "next": listed.next}
    return render(request, "items/tag.html", context)


def _lane(asked: str, found: QuerySet[Item]) -> str:
    """The lane that is asked for; else the stream, unless no conversation is among `found`."""
    if asked in LANES:
        return asked
    talk = found.filter(lane=STREAM, parent=None)
    return STREAM if talk.exists() else ALL


@require_safe
@anyone
def tags(request: PersonRequest) -> HttpResponse:
    """The tags of what the reader may read, with how much is under each; `?complete=` is JSON."""
    typed = request.GET.get("complete")
    if typed is None:
        listed = sorted(counted_tags(request.person, most=300), key=lambda one: one["name"])
        return render(request, "items/tags.html", {"tags": listed})
    start = tag_name(typed)
    found = counted_tags(request.person, start=start, most=COMPLETIONS) if start else []
    return JsonResponse({"tags": found})


def counted_tags(reader: Person | Visitor, *, start: str = "", most: int) -> list[dict[str, Any]]:
    """Names of tags that begin so, with the number of live things `reader` may read under each.

    The most used come first. Counted from what taggings repeat of their items, an index alone.
    """
    used = Tagging.objects.filter(active_at__isnull=False, audience__in=audience_ids(reader))
    if start:
        used = used.filter(tag__in=list(Tag.objects.filter(name__startswith=start)))
    counted = used.values_list("tag").annotate(count=Count("pk")).order_by("-count", "tag")
    counts = dict(counted[:most])
    names = Tag.objects.in_bulk(counts)
    return [{"name": names[pk].name, "count": count} for pk, count in counts.items()]


@require_safe
@signed_in
def bookmarks(request: SignedInRequest) -> HttpResponse:
    """What the reader keeps for later, the last kept first, as far as they may still read it."""
    kept = Bookmark.objects.filter(may_read(request.person, "item__"), person=request.person)
    listed = page(kept, order=("-at", "-pk"), cursor=request.GET.get("cursor", ""), size=SIZE)
    by_pk = Item.objects.visible_to(request.person).in_bulk([one.item_id for one in listed.rows])
    found = [by_pk[one.item_id] for one in listed.rows if one.item_id in by_pk]
    context = {"cards": cards(found, request.person), "next": listed.next}
    return render(request, "items/bookmarks.html", context)


def cards(items: Sequence[Item], reader: Person | Visitor) -> list[Card]:
    """Items as cards, in four questions whatever their number."""
    pks = [item.pk for item in items]
    related = Item.objects.visible_to(reader).select_related("author", "audience", "root")
    whole = related.in_bulk(pks)
    mine = dict(
        Vote.objects.filter(item__in=pks, voter_id=reader.pk or 0).values_list("item", "value")
    )
    saved = set(
        Bookmark.objects.filter(item__in=pks, person_id=reader.pk or 0).values_list(
            "item", flat=True
        )
    )
    filed: dict[int, list[str]] = {}
    rows = Tagging.objects.filter(item__in=pks).order_by("tag__name")
    for pk, name in rows.values_list("item_id", "tag__name"):
        filed.setdefault(pk, []).append(name)
    return [
        Card(
            pk=pk,
            kind=item.kind,
            title=item.title or (item.root.title if item.root else ""),
            excerpt=item.excerpt,
            score=item.score,
            reply_count=item.reply_count,
            created_at=item.created_at,
            author=item.author,
            audience=(item.audience.name, item.audience.kind),
            tags=filed.get(pk, []),
            mine=mine.get(pk, 0),
            saved=pk in saved,
        )
        for pk in pks
        for item in [whole[pk]]
    ]


def _is_public(name: str) -> bool:
    """Whether something under the tag can be read by everybody: then it has a feed for all."""
    begun = Item.objects.visible_to(Visitor()).live().roots()
    return begun.filter(taggings__tag__name=name).exists()
