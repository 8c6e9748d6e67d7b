"""Notes, blog posts, questions with their answers, comments."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.items.policy import may_see
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking
from lorehouse.stream import facts, policy
from lorehouse.stream.actions.headlines import headline
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
    return moderation.post(
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
    body: str,
    title: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Publish a blog post; without a title its first sentence is one. Raises NotAllowed, Unfit."""
    if not title.strip():
        title = headline(title, body)[0]
    return moderation.post(
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
    title: str = "",
    body: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Ask a question, in one line or more. Raises NotAllowed, Unfit when nothing is asked."""
    if not title.strip() and not body.strip():
        raise Unfit(gettext("Say in one line what you want to know."))
    title, body = headline(title, body)
    item = moderation.post(
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
        raise Unfit(gettext("Only questions have answers; comment on this instead."))
    return moderation.post(
        author=author,
        kind=Item.Kind.ANSWER,
        lane=Item.Lane.STREAM,
        parent=question,
        body=body,
        now=now,
    )


def comment(*, author: Person, parent: Item, body: str, now: datetime) -> Item:
    """Comment on anything: an answer, a note, a comment, an article. Raises NotAllowed, Unfit."""
    return moderation.post(
        author=author, kind=Item.Kind.COMMENT, lane=parent.lane, parent=parent, body=body, now=now
    )


@transaction.atomic
def accept(*, by: Person, answer: Item, now: datetime) -> Question:
    """Say that `answer` solved its question; it replaces one accepted before.

    Raises NotAllowed: see `policy.may_accept`; Unfit when it is not an answer.
    """
    if answer.kind != Item.Kind.ANSWER or answer.parent is None:
        raise Unfit(gettext("Only an answer can be accepted."))
    if not policy.may_accept(by, answer.parent) or not may_see(by, answer):
        raise NotAllowed(gettext("Only the asker can accept an answer."))
    by = speaking(by, answer.parent.author_id)
    question = Question.objects.select_for_update().get(item=answer.parent)
    question.accepted_answer, question.accepted_at, question.accepted_by = answer, now, by
    question.save()
    Item.objects.filter(pk=question.pk).update(waits=False)
    book.record(facts.AnswerAccepted(question_id=question.pk, answer_id=answer.pk), by=by, at=now)
    return question


@transaction.atomic
def withdraw_acceptance(*, by: Person, answer: Item, now: datetime) -> None:
    """Say that `answer` did not solve its question after all."""
    if answer.parent is None or not policy.may_accept(by, answer.parent):
        raise NotAllowed(gettext("Only the asker can take this back."))
    by = speaking(by, answer.parent.author_id)
    changed = Question.objects.filter(item=answer.parent, accepted_answer=answer).update(
        accepted_answer=None, accepted_at=None, accepted_by=None
    )
    if changed:
        Item.objects.filter(pk=answer.parent.pk).update(waits=True)
        book.record(
            facts.AcceptanceWithdrawn(question_id=answer.parent.pk, answer_id=answer.pk),
            by=by,
            at=now,
        )
