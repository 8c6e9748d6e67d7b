"""What a group decided: settled ideas, accepted answers, decisions its stewards pinned."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lorehouse.bridge.models import Pin
from lorehouse.groups.models import Group
from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.models import Question

SHOWN = 30  # of each sort
SETTLED = {
    "adopted": (_("Adopted"), "circle-check", "ok"),
    "declined": (_("Declined"), "circle-x", ""),
}


@dataclass(frozen=True, kw_only=True)
class Decision:
    """One thing a group decided, as a line of its page."""

    title: str
    url: str
    word: str | Promise
    sign: str
    tone: str
    detail: str
    at: datetime


def decided(group: Group, reader: Person | Visitor) -> list[Decision]:
    """What the group decided as far as `reader` may read it, the latest first."""
    found = [*_pinned(group, reader), *_settled(group, reader), *_solved(group, reader)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _pinned(group: Group, reader: Person | Visitor) -> Iterable[Decision]:
    """Pinned decisions, and the library's pages of that type for this group."""
    readable = Item.objects.visible_to(reader).live().filter(pk=OuterRef("item"))
    pins = Pin.objects.filter(Exists(readable), group=group, is_decision=True)
    pins = pins.select_related("item")
    for pin in pins.order_by("-at")[:SHOWN]:
        yield _line(pin.item, _("Decision"), "gavel", "brand", pin.at)
    written = Article.objects.visible_to(reader).published()
    written = written.filter(item__audience=group.audience_id, type=Article.Type.DECISION)
    for one in written.exclude(item__pins__group=group).select_related("item")[:SHOWN]:
        at = one.published_at or one.item.created_at
        yield _line(one.item, _("Decision"), "gavel", "brand", at)


def _solved(group: Group, reader: Person | Visitor) -> Iterable[Decision]:
    rows = Question.objects.visible_to(reader).solved()
    rows = rows.filter(item__audience=group.audience_id, accepted_answer__state=Item.State.LIVE)
    for one in rows.select_related("item", "accepted_answer").order_by("-accepted_at")[:SHOWN]:
        at, answer = one.accepted_at or one.item.created_at, one.accepted_answer
        said = answer.excerpt if answer else ""
        yield _line(one.item, _("Accepted answer"), "circle-check", "ok", at, said)


def _settled(group: Group, reader: Person | Visitor) -> Iterable[Decision]:
    """Ideas that were adopted or declined, where the stream keeps ideas with a stage."""
    idea: Any = apps.all_models["stream"].get("idea")
    if idea is None:
        return
    item = Item.objects.visible_to(reader).live().filter(pk=OuterRef("item"))
    ideas = idea._default_manager.filter(Exists(item), item__audience=group.audience_id)
    ideas = ideas.filter(stage__in=list(SETTLED))
    for one in ideas.select_related("item").order_by("-item__active_at")[:SHOWN]:
        word, sign, tone = SETTLED[one.stage]
        step = one.steps.filter(stage=one.stage).last()
        at, reason = (step.at, step.reason) if step else (one.item.active_at, "")
        yield _line(one.item, word, sign, tone, at, reason)


def _line(
    item: Item, word: str | Promise, sign: str, tone: str, at: datetime, detail: str = ""
) -> Decision:
    title = item.title or item.excerpt
    url = item.get_absolute_url()
    return Decision(title=title, url=url, word=word, sign=sign, tone=tone, detail=detail, at=at)
