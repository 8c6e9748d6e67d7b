"""Distilling, and the disclosure gate."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.bridge import actions
from lorehouse.connect.api import answers
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import Json, NewDistillation, TextForAudience
from lorehouse.disclosure import gate
from lorehouse.groups.words import audience_named
from lorehouse.items.models import Item
from lorehouse.lib import markdown
from lorehouse.lib.errors import Unfit
from lorehouse.library.models import Space
from lorehouse.people.models import Person

router = Router(tags=["bridge"])


@router.post("/items/{item_id}/distillation", response={201: Json}, summary="Distil a conversation")
def distil(request: HttpRequest, item_id: int, given: NewDistillation) -> Status[Any]:
    """Draft an article from chosen passages, with provenance by paragraph."""
    person = reader(request)
    thread = get_object_or_404(
        Item.objects.visible_to(person).select_related("audience"), pk=item_id
    )
    space = Space.objects.visible_to(person).filter(slug=given.space).first()
    if space is None:
        raise Unfit(f"space: there is no space “{given.space}”.")
    blocks = [
        pair
        for one in given.passages
        for pair in ([(one.item, one.block)] if one.block else blocks_of(person, one.item))
    ]
    proposal = actions.distil(
        editor=person,
        thread=thread,
        blocks=blocks or best_answer(person, thread),
        space=space,
        title=given.title,
        type=given.type,
        tags=given.tags,
        now=timezone.now(),
    )
    return Status(
        201,
        {
            "id": proposal.article_id,
            "article": proposal.article_id,
            "proposal": answers.proposal(proposal),
        },
    )


def blocks_of(person: Person, item_id: int) -> list[tuple[int, str]]:
    """All blocks of an item."""
    item = get_object_or_404(Item.objects.visible_to(person), pk=item_id)
    return [(item.pk, block.key) for block in markdown.blocks(item.body)]


def best_answer(person: Person, thread: Item) -> list[tuple[int, str]]:
    """The blocks of the accepted answer, or of the one peers judged best; without answers, the
    thread's own text.
    """
    question = getattr(thread, "question", None)
    if question is not None and question.accepted_answer_id:
        return blocks_of(person, question.accepted_answer_id)
    replies = Item.objects.visible_to(person).live().filter(parent=thread)
    best = replies.filter(kind=Item.Kind.ANSWER).order_by("-merit", "-score", "pk").first()
    return blocks_of(person, best.pk if best else thread.pk)


@router.post("/disclosure/checks", summary="Ask the disclosure gate")
def check(request: HttpRequest, given: TextForAudience) -> Json:
    """What would happen to a text on its way to an audience. Nothing is kept."""
    audience = audience_named(given.audience, reader=reader(request))
    verdict = gate.check(given.text, audience)
    return {
        "outcome": verdict.outcome,
        "findings": [
            {
                "rule": one.rule,
                "kind": one.kind,
                "start": one.start,
                "end": one.end,
                "outcome": one.outcome,
                "message": one.message,
            }
            for one in verdict.findings
        ],
    }
