"""The page of one article."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.views.decorators.http import require_safe

from lorehouse.items.lists import counts
from lorehouse.items.models import Item
from lorehouse.items.places import said
from lorehouse.library import policy
from lorehouse.library.models import Article
from lorehouse.library.reading import articles as reading
from lorehouse.library.reading import pages as hot
from lorehouse.library.reading.reviews import own_proposal
from lorehouse.library.starters import STARTERS
from lorehouse.library.views.loading import article_at, moved_article
from lorehouse.people.access import anyone
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest
from lorehouse.ui import pages, slots


@require_safe
@anyone
def article(request: PersonRequest, space: str, slug: str) -> HttpResponse:
    """The article, how it worked for others, where it came from and what stands near it."""
    live = hot.page(request.person, space, slug)
    if live is not None:
        about = {**experience(live, request.person), **hot.rights(live, request.person)}
        return pages.render(
            request, "library/article.html", {**context(request, live.article), **about}
        )
    try:
        shown = article_at(request.person, space, slug)
    except Http404:
        elsewhere = moved_article(request.person, space, slug)
        return HttpResponsePermanentRedirect(elsewhere.get_absolute_url())
    about = rights(shown, request.person)
    return pages.render(request, "library/article.html", {**context(request, shown), **about})


def context(request: PersonRequest, shown: Article) -> dict[str, Any]:
    """What the page of `shown` needs, live or not."""
    reader, now = request.person, timezone.now()
    is_live = shown.item.state == Item.State.LIVE
    roots = slots.fill("article.roots", request, shown)
    marks = {key: html for one in roots for key, html in one.marks.items()}
    notes, comments = hot.words_below(shown, reader) if is_live else ([], [])
    return {
        "article": shown,
        "item": shown.item,
        "address": shown.get_absolute_url(),
        "is_live": is_live,
        "is_due": is_live and reading.is_due(shown, now),
        "type_sign": STARTERS[shown.type].icon,
        "body": marked(shown.item.html, marks),
        "near": reading.neighbours(shown, reader),
        "tags": hot.tags(shown),
        "origins": [one.panel for one in roots if one.panel],
        "talk": [one.talk for one in roots if one.talk],
        "notes": notes,
        "comments": comments,
        "more_ways": slots.fill(
            "item.more", reader, shown.item.audience_id, shown.item.audience.kind
        )
        if is_live
        else [],
        "contents": [
            (level, anchor, title) for level, title, anchor in shown.item.contents if level <= 3
        ],
        "may_ask": is_live and isinstance(reader, Person),
        "may_note": is_live and isinstance(reader, Person),
        "tried": shown.worked + shown.worked_with_changes + shown.failed,
    }


def experience(live: hot.Page, reader: Person | Visitor) -> dict[str, Any]:
    """Whether the article helped, and what the reader said of it."""
    return {
        "rated": live.article.helpful_yes + live.article.helpful_no,
        "own_rating": live.helpful,
        "own_reason": live.reason,
        "may_rate": bool(reader.pk),
        "saved": live.saved,
        "on_lists": said(counts([live.article.pk], reader).get(live.article.pk, 0)),
    }


def rights(shown: Article, reader: Person | Visitor) -> dict[str, Any]:
    """What the reader may do with an article that is not live."""
    looks_after = policy.may_look_after(reader, shown)
    waiting = shown.proposals.visible_to(reader).waiting().select_related("author")[:5]
    return {
        "may_propose": policy.may_propose(reader, shown),
        "may_look_after": looks_after,
        "may_change_audience": looks_after and policy.may_change_audience(reader, shown),
        "own_proposal": own_proposal(reader, shown) if isinstance(reader, Person) else None,
        "waiting": list(waiting) if looks_after else [],
    }


def marked(html: str, marks: dict[str, str]) -> str:
    """Stored HTML with each mark put before the block whose key it is under."""
    for key, mark in marks.items():
        place = html.find(f' data-block="{key}"')
        start = html.rfind("<", 0, place) if place >= 0 else -1
        if start >= 0:
            html = f"{html[:start]}{mark}{html[start:]}"
    return html
