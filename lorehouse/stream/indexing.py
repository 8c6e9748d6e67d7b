"""How what is said in the stream becomes search documents."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from lorehouse.items import indexing
from lorehouse.items.models import Item
from lorehouse.search.documents import Document
from lorehouse.stream.models import Option, Question, Share

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


def documents(ids: Collection[int]) -> list[Document]:
    """The documents of the live stream items among `ids`.

    A question with an accepted answer and that answer are vouched for, by the asker.
    """
    solved = Question.objects.solved()
    questions = solved.filter(item__in=ids).values_list("item_id", flat=True)
    answers = solved.filter(accepted_answer__in=ids).values_list("accepted_answer_id", flat=True)
    vouched = {*questions, *answers}
    found = [
        replace(document, vouched_until=FOR_GOOD) if document.key in vouched else document
        for document in indexing.documents(ids, lane=Item.Lane.STREAM)
    ]
    return _with_options(_with_pages(found))


def _with_pages(found: list[Document]) -> list[Document]:
    """Links are found by the words of the page they lead to, too."""
    links = [one.key for one in found if one.kind == Item.Kind.LINK]
    shares = Share.objects.filter(pk__in=links, joined_at__isnull=False).select_related("page")
    pages = {one.pk: one.page for one in shares} if links else {}
    return [
        replace(one, body=f"{one.body}\n{page.title}\n{page.site}\n{page.description}\n{page.text}")
        if (page := pages.get(one.key))
        else one
        for one in found
    ]


def _with_options(found: list[Document]) -> list[Document]:
    """Polls are found by what may be chosen."""
    polls = [one.key for one in found if one.kind == Item.Kind.POLL]
    options: dict[int, list[str]] = {}
    if polls:
        rows = Option.objects.filter(poll__in=polls).values_list("poll_id", "text")
        for pk, text in rows:
            options.setdefault(pk, []).append(text)
    return [
        replace(one, body="\n".join([one.body, *options[one.key]])) if one.key in options else one
        for one in found
    ]
