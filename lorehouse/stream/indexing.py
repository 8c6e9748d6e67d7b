"""How what is said in the stream becomes search documents."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime

from lorehouse.items import indexing
from lorehouse.items.models import Item
from lorehouse.search.documents import Document
from lorehouse.stream.models import Question

FOR_GOOD = datetime(9999, 1, 1, tzinfo=UTC)


def documents(ids: Collection[int]) -> list[Document]:
    """The documents of the live stream items among `ids`.

    A question with an accepted answer and that answer are vouched for, by the asker.
    """
    solved = Question.objects.solved()
    questions = solved.filter(item__in=ids).values_list("item_id", flat=True)
    answers = solved.filter(accepted_answer__in=ids).values_list("accepted_answer_id", flat=True)
    vouched = {*questions, *answers}
    return [
        replace(document, vouched_until=FOR_GOOD) if document.key in vouched else document
        for document in indexing.documents(ids, lane=Item.Lane.STREAM)
    ]
