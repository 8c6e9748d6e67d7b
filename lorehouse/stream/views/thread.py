"""A conversation's page."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.items.policy import WIDE
from lorehouse.lib import rows
from lorehouse.people.access import anyone
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.thread import Part, Reply, Thread, comments_of
from lorehouse.stream.thread import thread as read_thread
from lorehouse.ui.asked import is_fragment
from lorehouse.ui.filters import ago
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill

DRAFT = "SELECT fields FROM items_draft WHERE writer_id = %(writer)s AND key = %(key)s"


@require_safe
@anyone
def thread(request: PersonRequest, pk: int, slug: str = "") -> HttpResponse:
    """A conversation with one page of its replies; `?cursor` is the next, `?reply` shows one."""
    asked = request.GET
    part = Part(
        sort=asked.get("sort", ""), cursor=asked.get("cursor", ""), reply=number(asked.get("reply"))
    )
    shown = read_thread(request.person, pk, part)
    if shown is None:
        return removed(request, pk)
    if not slug and f"/stream/{pk}/" != shown.url and not asked:
        return HttpResponseRedirect(shown.url)
    return page(request, shown)


def page(request: PersonRequest, shown: Thread, **more: Any) -> HttpResponse:
    """The page of a conversation; `more` holds what somebody tried to post, and why it was not."""
    if is_fragment(request) and "cursor" in request.GET:
        return part(request, "stream/thread.html#replies", shown)
    return part(request, "stream/thread.html", shown, **more)


def part(request: PersonRequest, name: str, shown: Thread, **more: Any) -> HttpResponse:
    """The page of a conversation, or a block of it."""
    context = context_of(request, shown) | more
    context["frame"] = frame(context, request.person)
    return render(request, name, context, status=context["status"])


def context_of(request: PersonRequest, shown: Thread) -> dict[str, Any]:
    """What the template of a conversation needs."""
    reader = request.person
    person = reader if isinstance(reader, Person) else None
    draft = f"items/{shown.pk}/reply"
    return {
        "thread": shown,
        "part_cursor": request.GET.get("cursor", ""),
        "grown": fill("thread.grown", request, shown.pk),
        "actions": [one for given in fill("thread.actions", reader, shown) for one in given],
        "related": [one for given in fill("thread.related", reader, shown) for one in given],
        "may_judge": person is not None,
        "may_reply": person is not None and (person.is_member or shown.audience_kind not in WIDE),
        "may_accept": person is not None and may_accept(person, shown),
        "draft_key": draft,
        "body": kept(person, draft) if person else "",
        "refused": "",
        "refused_at": shown.pk,
        "status": 200,
        "times": [times(reply) for reply in shown.replies],
    }


def times(reply: Reply) -> tuple[str, ...]:
    """The words for the times of a reply and its comments: they change while nothing else does."""
    shown = (reply, *reply.comments)
    return tuple(ago(one.created_at) + ago(one.edited_at) for one in shown)


@dataclass(frozen=True, slots=True)
class Viewer:
    """What a reply shows depends on no more of its reader than this."""

    pk: int | None
    is_moderator: bool


@dataclass(frozen=True, slots=True)
class Place:
    """What a reply needs to know of its conversation."""

    pk: int
    url: str


def frame(context: dict[str, Any], reader: Person | Visitor) -> dict[str, Any]:
    """What every reply on the page is shown with."""
    shown = context["thread"]
    names = ("may_judge", "may_reply", "may_accept", "refused", "refused_at")
    return {name: context[name] for name in names} | {
        "body": context["body"] if context["refused"] else "",
        "reader": Viewer(reader.pk, reader.is_moderator),
        "thread": Place(shown.pk, shown.url),
    }


def may_accept(reader: Person, shown: Thread) -> bool:
    """As `policy.may_accept`, with what the page has read already."""
    if shown.kind != Item.Kind.QUESTION:
        return False
    own = shown.author.pk == reader.pk
    return own or (reader.is_moderator and shown.author_standing == Person.Standing.SHADOW)


def kept(reader: Person, key: str) -> str:
    """The text of a draft, empty when there is none."""
    found = rows.fetch(DRAFT, {"writer": reader.pk, "key": key})
    return str(json.loads(found[0].fields).get("body", "")) if found else ""


def removed(request: PersonRequest, pk: int) -> HttpResponse:
    """Who may bring a removed conversation back sees that it was removed; others see nothing."""
    roots = Item.objects.removed(request.person).roots().filter(lane=Item.Lane.STREAM)
    item = get_object_or_404(roots.select_related("removal__remover"), pk=pk)
    return render(request, "stream/removed.html", {"item": item})


@require_safe
@anyone
def comments(request: PersonRequest, pk: int, top: int) -> HttpResponse:
    """All comments below one reply."""
    root = read_thread(request.person, pk, Part(reply=top))
    if root is None:
        raise Http404
    context = context_of(request, root) | {"comments": comments_of(request.person, top), "top": top}
    return render(request, "stream/comments.html", context)


def number(word: str | None) -> int:
    """`word` as an id; 0 when it is none."""
    return int(word) if word and word.isascii() and word.isdigit() and len(word) < 19 else 0
