"""`/search` and `/suggest`: both lanes, for whoever asks."""

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from lorehouse.bridge import results
from lorehouse.bridge.results import Question, Result
from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import Json
from lorehouse.lib.errors import Unfit
from lorehouse.lib.pagination import Cursor

router = Router(tags=["search"])


@router.get("/search", summary="Search both lanes")
def search(
    request: HttpRequest,
    q: str = "",
    lane: str = "",
    kind: str = "",
    space: str = "",
    group: str = "",
    thread: str = "",
    author: str = "",
    tag: str = "",
    since: str = "",
    until: str = "",
    cursor: str = "",
    limit: int = 10,
) -> Json:
    """The best results first, each with why it can be trusted; `counts` of close matches by
    filter. `since` and `until` are dates, or week, month, year.
    """
    if not 1 <= limit <= results.REACHABLE:
        raise Unfit(f"limit is from 1 to {results.REACHABLE}.")
    question = Question(
        q=q,
        lane=lane,
        kind=kind,
        space=space,
        group=group,
        thread=thread,
        author=author,
        tag=tag,
        since=since,
        until=until,
    )
    page = results.find(
        reader(request),
        question,
        now=timezone.now(),
        limit=limit,
        offset=offset_of(cursor),
        with_choices=True,
    )
    counts = {
        choosing.name: {one.value: one.count for one in choosing.choices if one.value}
        for choosing in page.choices
    }
    return {
        "results": [found(one) for one in page.results],
        "next": Cursor((page.next,)).encode() if page.next is not None else None,
        "total": page.total,
        "corrected": page.corrected or None,
        "misread": list(page.misread),
        "counts": counts,
    }


@router.get("/suggest", summary="Complete what is typed")
def suggest(request: HttpRequest, q: str, limit: int = 8) -> Json:
    """Things whose title has the words typed so far."""
    if not 1 <= limit <= 20:
        raise Unfit("limit is from 1 to 20.")
    rows = results.suggest(reader(request), q, now=timezone.now(), limit=limit)
    return {"results": [found(one) for one in rows]}


def found(one: Result) -> Json:
    """A search result."""
    return {
        "id": one.id,
        "source_id": one.source_id,
        "kind": one.kind,
        "lane": one.lane,
        "title": one.title,
        "url": answers.address(one.url),
        "snippet": one.snippet,
        "score": one.score,
        "trust": [{"code": reason.code, "text": reason.text} for reason in one.trust],
        "author": {"handle": one.author.handle, "name": one.author.name},
        "at": answers.when(one.at),
    }


def offset_of(cursor: str) -> int:
    """The offset that a cursor of ours stands for. Raises BadCursor."""
    if not cursor:
        return 0
    (offset,) = Cursor.decode(cursor, length=1).values
    if not isinstance(offset, int) or not 0 <= offset <= results.REACHABLE:
        raise Unfit("This cursor belongs to another list; start from the first page.")
    return offset
