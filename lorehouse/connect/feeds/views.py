"""Feeds as Atom (RFC 4287)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from lorehouse.connect.feeds import reading
from lorehouse.connect.feeds.reading import List
from lorehouse.notify import tokens
from lorehouse.people.models import Person, Visitor


@require_safe
def public(request: HttpRequest, kind: str, name: str = "") -> HttpResponse:
    """What everybody may read. Who is signed in has feeds of their own, at their own address."""
    return _answer(request, Visitor(), kind, name)


@require_safe
def personal(request: HttpRequest, word: str, kind: str, name: str = "") -> HttpResponse:
    """What the person may read whom `word` was made for, as of this moment."""
    person = tokens.feed_reader(word)
    if person is None:
        raise Http404
    with translation.override(person.language):
        answer = _answer(request, person, kind, name)
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _answer(request: HttpRequest, reader: Person | Visitor, kind: str, name: str) -> HttpResponse:
    lists = reading.NAMED_LISTS if name else reading.LISTS
    if kind not in lists:
        raise Http404
    content = _atom(lists[kind](reader, name), request.path)
    answer = HttpResponse(content, content_type="application/atom+xml; charset=utf-8")
    etag = quote_etag(salted_hmac("connect.feeds", content).hexdigest()[:20])
    answer["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=answer) or answer


def _atom(shown: List, path: str) -> str:
    """The feed; entries keep their ids for ever (RFC 4151)."""
    feed = Atom1Feed(
        title=f"{shown.title} · {reading.house()}",
        link=settings.BASE_URL + shown.address,
        feed_url=settings.BASE_URL + path,
        description="",
        language=translation.get_language(),
    )
    host = urlsplit(settings.BASE_URL).hostname
    for entry in shown.entries:
        feed.add_item(
            title=entry.title,
            link=settings.BASE_URL + entry.address,
            description=_absolute(entry.html),
            author_name=entry.author,
            unique_id=f"tag:{host},2026:{entry.key}",
            pubdate=entry.at,
            updateddate=entry.edited_at,
        )
    return feed.writeString("utf-8")


def _absolute(html: str) -> str:
    """Links and pictures of the house with its address, as feed readers need them."""
    return html.replace('href="/', f'href="{settings.BASE_URL}/').replace(
        'src="/', f'src="{settings.BASE_URL}/'
    )
