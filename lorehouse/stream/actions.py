"""Everything that changes the stream. Posting needs nobody's approval."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lorehouse.groups.models import Audience
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.items.policy import may_see
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.stream import facts, policy
from lorehouse.stream.models import Question


def write_note(
    *,
    author: Person,
    audience: Audience,
    body: str,
    title: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Post a short note. Raises NotAllowed, Unfit."""
    return items.post(
        author=author,
        kind=Item.Kind.NOTE,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body,
        tags=tags,
        now=now,
    )


def publish_blog(
    *,
    author: Person,
    audience: Audience,
    title: str,
    body: str,
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Publish a blog post, which has a title. Raises NotAllowed, Unfit."""
    if not title.strip():
        raise Unfit("A blog post has a title.")
    return items.post(
        author=author,
        kind=Item.Kind.BLOG,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body,
        tags=tags,
        now=now,
    )


@transaction.atomic
def ask(
    *,
    asker: Person,
    audience: Audience,
    title: str,
    body: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Ask a question. Raises NotAllowed, Unfit without a title."""
    if not title.strip():
        raise Unfit("Say in one line what you want to know.")
    item = items.post(
        author=asker,
        kind=Item.Kind.QUESTION,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body,
        tags=tags,
        now=now,
    )
    Question.objects.create(item=item)
    return item


def answer(*, author: Person, question: Item, body: str, now: datetime) -> Item:
    """Answer a question. Raises NotAllowed, Unfit."""
    if question.kind != Item.Kind.QUESTION:
        raise Unfit("Only questions have answers; comment on this instead.")
    return items.post(
        author=author,
        kind=Item.Kind.ANSWER,
        lane=Item.Lane.STREAM,
        parent=question,
        body=body,
        now=now,
    )


def comment(*, author: Person, parent: Item, body: str, now: datetime) -> Item:
    """Comment on anything: an answer, a note, a comment, an article. Raises NotAllowed, Unfit."""
    return items.post(
        author=author, kind=Item.Kind.COMMENT, lane=parent.lane, parent=parent, body=body, now=now
    )


@transaction.atomic
def accept(*, by: Person, answer: Item, now: datetime) -> Question:
    """Say that `answer` solved its question; it replaces one accepted before.

    Raises NotAllowed: see `policy.may_accept`; Unfit when it is not an answer.
    """
    if answer.kind != Item.Kind.ANSWER or answer.parent is None:
        raise Unfit("Only an answer can be accepted.")
    if not policy.may_accept(by, answer.parent) or not may_see(by, answer):
        raise NotAllowed("Only the asker can accept an answer.")
    question = Question.objects.select_for_update().get(item=answer.parent)
    question.accepted_answer, question.accepted_at, question.accepted_by = answer, now, by
    question.save()
    book.record(facts.AnswerAccepted(question_id=question.pk, answer_id=answer.pk), by=by, at=now)
    return question


@transaction.atomic
def withdraw_acceptance(*, by: Person, answer: Item, now: datetime) -> None:
    """Say that `answer` did not solve its question after all."""
    if answer.parent is None or not policy.may_accept(by, answer.parent):
        raise NotAllowed("Only the asker can take this back.")
    changed = Question.objects.filter(item=answer.parent, accepted_answer=answer).update(
        accepted_answer=None, accepted_at=None, accepted_by=None
    )
    if changed:
        book.record(
            facts.AcceptanceWithdrawn(question_id=answer.parent.pk, answer_id=answer.pk),
            by=by,
            at=now,
        )
