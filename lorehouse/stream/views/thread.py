"""A conversation's page."""

import json
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.items.policy import WIDE
from lorehouse.ledger import book
from lorehouse.lib import rows
from lorehouse.people.access import anyone
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.pseudonyms.voices import is_own, own_ids, voices
from lorehouse.realtime import events
from lorehouse.stream.kinds.ideas import idea
from lorehouse.stream.kinds.links import link
from lorehouse.stream.kinds.polls import poll
from lorehouse.stream.thread import Part, Reply, Thread, comments_of, first_unread
from lorehouse.stream.thread import thread as read_thread
from lorehouse.stream.thread.frames import Place, Viewer, frame, times
from lorehouse.stream.thread.quoting import quotation
from lorehouse.ui.asked import is_fragment
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill

DRAFT = "SELECT fields FROM items_draft WHERE writer_id = %(writer)s AND key = %(key)s"


@require_safe
@anyone
def thread(request: PersonRequest, pk: int, slug: str = "") -> HttpResponse:
    """A conversation with one page of its replies.

    `?cursor` is the next page and `?before` the one before, `?reply` shows one of them, `?day`
    begins with the first of a day, `?end` is the last page; `?unread` leads to the first unread
    one; `?quote` begins an answer with a quotation.
    """
    asked = request.GET
    place = events.name_of(book.latest())  # before anything is read: what comes later is told live
    shown = read_thread(request.person, pk, part_of(asked))
    if shown is None:
        return removed(request, pk)
    if not slug and f"/stream/{pk}/" != shown.url and not asked:
        return HttpResponseRedirect(shown.url)
    if "unread" in asked:
        return HttpResponseRedirect(unread_address(request, shown))
    quote = number(asked.get("quote"))
    return page(request, shown, place=place, quotation=quotation(shown, quote) if quote else "")


def part_of(asked: QueryDict) -> Part:
    """What the address asks for; what it cannot mean is left out."""
    return Part(
        sort=asked.get("sort", ""),
        cursor=asked.get("cursor", ""),
        before=asked.get("before", ""),
        reply=number(asked.get("reply")),
        day=day_of(asked.get("day", "")),
        end="end" in asked,
    )


def day_of(word: str) -> datetime | None:
    """The beginning of a day, such as 2026-03-09, where the reader is; None when it is none."""
    try:
        return make_aware(datetime.combine(date.fromisoformat(word), time()))
    except (ValueError, OverflowError):
        return None


def unread_address(request: PersonRequest, shown: Thread) -> str:
    """Where the reader has not been yet; the end, when they have been everywhere."""
    first = first_unread(request.person, shown)
    if first:
        return f"{shown.url}?sort=oldest&reply={first}#item-{first}"
    return f"{shown.url}?sort=oldest&end#arrivals"


def page(request: PersonRequest, shown: Thread, **more: Any) -> HttpResponse:
    """The page of a conversation; `more` holds what somebody tried to post, and why it was not."""
    if is_fragment(request) and request.GET.keys() & {"cursor", "before"}:
        return part(request, "stream/thread.html#replies", shown)
    return part(request, "stream/thread.html", shown, **more)


def part(request: PersonRequest, name: str, shown: Thread, **more: Any) -> HttpResponse:
    """The page of a conversation, or a block of it."""
    context = context_of(request, shown) | more
    context["body"] = "\n\n".join(filter(None, (context["body"].rstrip(), context["quotation"])))
    viewer = Viewer(request.person.pk, request.person.is_moderator)
    context["frame"] = frame(context, viewer, Place(shown.pk, shown.url))
    return render(request, name, context, status=context["status"])


def context_of(request: PersonRequest, shown: Thread) -> dict[str, Any]:
    """What the template of a conversation needs."""
    reader = request.person
    person = reader if isinstance(reader, Person) else None
    draft = f"items/{shown.pk}/reply"
    own = own_ids(reader) if shown.audience_kind == "group" else frozenset({reader.pk or 0})
    return {
        **of_its_kind(reader, shown),
        "thread": shown,
        "own": own,
        "voice": voice_here(own - {reader.pk or 0}, shown),
        "part_cursor": request.GET.get("cursor", ""),
        "part_before": request.GET.get("before", ""),
        "is_part": is_fragment(request),
        "place": "",
        "quotation": "",
        "grown": fill("thread.grown", request, shown.pk),
        "actions": [one for given in fill("thread.actions", reader, shown) for one in given],
        "related": [one for given in fill("thread.related", reader, shown) for one in given],
        "more_ways": fill("item.more", reader, shown.audience_id, shown.audience_kind),
        "may_judge": person is not None,
        "may_reply": person is not None and (person.is_member or shown.audience_kind not in WIDE),
        "may_accept": person is not None and may_accept(person, shown),
        "draft_key": draft,
        "body": kept(person, draft) if person else "",
        "refused": "",
        "refusal": {},
        "refused_at": shown.pk,
        "status": 200,
        "times": [times(reply) for reply in shown.replies],
    }


def of_its_kind(reader: Person | Visitor, shown: Thread) -> dict[str, Any]:
    """What the page shows of a poll, an idea or a link, and the names one may reply under."""
    given: dict[str, Any] = {"voices": voices_in(reader, shown)}
    given |= {"poll": None, "idea": None, "link": None}
    if shown.kind not in {Item.Kind.POLL, Item.Kind.IDEA, Item.Kind.LINK}:
        return given
    readable = Item.objects.visible_to(reader).select_related("audience")
    item = get_object_or_404(readable, pk=shown.pk)
    if shown.kind == Item.Kind.POLL:
        return given | {"poll": poll(reader, item, timezone.now())}
    if shown.kind == Item.Kind.IDEA:
        return given | {"idea": idea(reader, item, shown)}
    return given | {"link": link(reader, item, fetches=settings.FETCHES_LINKS)}


def voices_in(reader: Person | Visitor, shown: Thread) -> tuple[tuple[str, str], ...]:
    """The pseudonyms `reader` may reply under here, as (word, label)."""
    if not reader.pk or shown.audience_kind != "group":
        return ()
    new = _("A new pseudonym")
    found = voices(reader, audience_id=shown.audience_id)
    return tuple((one.word, one.name or new) for one in found)


def voice_here(own: frozenset[int], shown: Thread) -> str:
    """The pseudonym among `own` that wrote on this page: nobody should answer for it by mistake."""
    said: list[Thread | Reply] = [shown, *shown.comments, *shown.replies]
    said += [comment for one in shown.replies for comment in one.comments]
    return next((str(one.author.pk) for one in said if one.author.pk in own), "")


def may_accept(reader: Person, shown: Thread) -> bool:
    """As `policy.may_accept`, with what the page has read already."""
    if shown.kind != Item.Kind.QUESTION:
        return False
    own = is_own(reader, shown.author.pk)
    return own or (reader.is_moderator and shown.author_standing == Person.Standing.SHADOW)


def kept(reader: Person, key: str) -> str:
    """The text of a draft, empty when there is none."""
    found = rows.fetch(DRAFT, {"writer": reader.pk, "key": key})
    return str(json.loads(found[0].fields).get("body", "")) if found else ""


def removed(request: PersonRequest, pk: int) -> HttpResponse:
    """Who may bring a removed conversation back sees that it was removed; others see nothing.

    What was held back or removed by others is shown elsewhere, to whom it concerns.
    """
    for address in fill("item.elsewhere", request.person, pk):
        return HttpResponseRedirect(address)
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
