"""Proposing ideas, arguing about them, trying them, deciding on them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking
from lorehouse.stream import facts, policy
from lorehouse.stream.actions.headlines import headline
from lorehouse.stream.models import Argument, Experience, Idea, Step
from lorehouse.stream.models.ideas import DECIDED


@transaction.atomic
def propose(
    *,
    author: Person,
    audience: Audience,
    body: str = "",
    title: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Propose an idea. Raises NotAllowed, Unfit."""
    title, body = headline(title, body)
    item = moderation.post(
        author=author,
        kind=Item.Kind.IDEA,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body,
        tags=tags,
        now=now,
    )
    _come_to(Idea.objects.create(item=item), Idea.Stage.PROPOSED, by=author, reason="", now=now)
    return item


@transaction.atomic
def move(*, by: Person, item: Item, stage: str, reason: str = "", now: datetime) -> Idea:
    """Bring an idea to another stage; adopting and declining need a reason.

    Raises NotAllowed: see `policy.may_move`; Unfit.
    """
    idea = _locked(item)
    if not policy.may_move(by, item):
        raise NotAllowed(_("Its author and those who look after this place move an idea."))
    if stage not in Idea.Stage.values or stage == idea.stage:
        raise Unfit(_("Choose another stage than the one it is in."))
    if stage in DECIDED and not reason.strip():
        raise Unfit(_("Say why, so that everybody understands the decision."))
    by = speaking(by, item.author_id)
    _come_to(idea, stage, by=by, reason=reason.strip()[:2000], now=now)
    return idea


@transaction.atomic
def argue(*, author: Person, item: Item, side: str, body: str, now: datetime) -> Item:
    """Say what speaks for an idea, or against it; with the first argument it is debated.

    Raises NotAllowed, Unfit once it is decided.
    """
    idea = _locked(item)
    if side not in Argument.Side.values:
        raise Unfit(_("An argument is for an idea or against it."))
    if idea.is_decided:
        raise Unfit(_("This idea is decided; comment on it instead."))
    reply = moderation.post(
        author=author,
        kind=Item.Kind.ARGUMENT,
        lane=Item.Lane.STREAM,
        parent=item,
        body=body,
        now=now,
    )
    Argument.objects.create(item=reply, side=side)
    if idea.stage == Idea.Stage.PROPOSED and reply.state == Item.State.LIVE:
        _come_to(idea, Idea.Stage.DEBATED, by=author, reason="", now=now)
    return reply


@transaction.atomic
def report(
    *,
    author: Person,
    item: Item,
    outcome: str,
    body: str,
    circumstances: str = "",
    now: datetime,
) -> Item:
    """Tell how trying an idea went. Raises NotAllowed, Unfit before it is on trial."""
    idea = _locked(item)
    if outcome not in Experience.Outcome.values:
        raise Unfit(_("An experience is worked, changes or failed."))
    if idea.stage in {Idea.Stage.PROPOSED, Idea.Stage.DEBATED}:
        raise Unfit(_("This idea is not on trial yet."))
    reply = moderation.post(
        author=author,
        kind=Item.Kind.EXPERIENCE,
        lane=Item.Lane.STREAM,
        parent=item,
        body=body,
        now=now,
    )
    Experience.objects.create(
        item=reply, outcome=outcome, circumstances=" ".join(circumstances.split())[:300]
    )
    return reply


def _locked(item: Item) -> Idea:
    """The idea of `item`, kept from others until this is done. Raises Unfit when it is none."""
    idea = Idea.objects.select_for_update().filter(item=item).first()
    if idea is None:
        raise Unfit(_("This is no idea."))
    return idea


def _come_to(idea: Idea, stage: str, *, by: Person, reason: str, now: datetime) -> None:
    idea.stage = stage
    idea.save(update_fields=["stage"])
    Step.objects.create(idea=idea, stage=stage, mover=by, reason=reason, at=now)
    book.record(facts.IdeaMoved(item_id=idea.pk, stage=stage), by=by, at=now)
