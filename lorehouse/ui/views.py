"""The gallery: every component with believable content. Only while developing."""

from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from lorehouse.ui import pages


def gallery(request: HttpRequest) -> HttpResponse:
    """All components on one page; 404 unless the house runs with LOREHOUSE_DEBUG=1."""
    if not settings.DEBUG:
        raise Http404
    return pages.render(request, "ui/gallery.html", examples())


def examples() -> dict[str, Any]:
    """What the gallery shows: people, a post, a reply."""
    people = [
        SimpleNamespace(pk=number, name=name, handle=name.split()[0].lower())
        for number, name in enumerate(["Priya Raman", "Tom Becker", "Lin Zhao", "Ada"], start=1)
    ]
    post = SimpleNamespace(
        pk=1,
        kind="question",
        title="Token stays locked after three failed tries. Who can release it?",
        url="#",
        excerpt="I am at a customer site and the page only says “contact your administrator”. "
        "Is there a way round the wait of four hours?",
        author=people[0],
        created_at=timezone.now(),
        edited_at=None,
        score=34,
        reply_count=8,
        tags=["token", "lockout"],
        html="<p>Yes: the duty manager can. <strong>Open Access desk → Tokens</strong>, "
        "search for the person and choose <kbd>Release lock</kbd>.</p>",
    )
    return {"people": people, "post": post}
