"""What moderation does when something happened: it writes letters, tells, and looks at edits."""

from collections.abc import Sequence

from lorehouse.items.facts import ItemEdited
from lorehouse.items.models import Item
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.moderation import confidence, letters, noticing
from lorehouse.moderation.actions import flagging
from lorehouse.moderation.actions.posting import judge
from lorehouse.moderation.facts import (
    AppealDecided,
    CaseFact,
    ItemDoubted,
    ItemFlagged,
    ItemHeld,
    ItemKept,
    ItemRemoved,
    RemovalAppealed,
    RemovalTakenBack,
)
from lorehouse.moderation.models import Appeal, Case, Limits


@follows(
    ItemKept, ItemRemoved, RemovalTakenBack, AppealDecided, name="moderation.letters", batch=20
)
def write_letters(batch: Sequence[Told]) -> None:
    """Tell authors by mail; nobody is told of one decision twice, also after a crash."""
    for told in batch:
        if isinstance(told.fact, CaseFact):
            _write(told.fact, told)


def _write(fact: CaseFact, told: Told) -> None:
    case = Case.objects.select_related("item__author", "rule").filter(pk=fact.case_id).first()
    if case is None or (case.told_at is not None and case.told_at >= told.at):
        return
    appeal = Appeal.objects.filter(case=case).first()
    if isinstance(fact, AppealDecided) and appeal is not None:
        appeal.case = case
        letters.tell_of_appeal(appeal)
    else:
        letters.tell_of_case(case)
    Case.objects.filter(pk=case.pk).update(told_at=told.at)


@follows(
    ItemFlagged, ItemHeld, ItemDoubted, RemovalAppealed,
    ItemKept, ItemRemoved, RemovalTakenBack, AppealDecided,
    name="moderation.notices", batch=50,
)  # fmt: skip
def tell_in_the_house(batch: Sequence[Told]) -> None:
    """Tell those who decide what waits for them, and authors what was decided."""
    for told in batch:
        if isinstance(told.fact, CaseFact):
            noticing.notice(told.fact, told)


@follows(ItemEdited, name="moderation.edits", batch=100)
def look_at_edits(batch: Sequence[Told]) -> None:
    """Have somebody look at what was edited into spam; nothing disappears by itself."""
    by_item = {t.fact.item_id: t for t in batch if isinstance(t.fact, ItemEdited) and t.actor_id}
    edited = Item.objects.live().filter(pk__in=by_item, lane=Item.Lane.STREAM)
    limits = Limits.current()
    for item in edited.select_related("author", "audience"):
        told = by_item[item.pk]
        if told.actor_id != item.author_id:
            continue
        text = f"{item.title}\n{item.body}"
        judged = judge(item.author, text, limits=limits, now=told.at, without=item)
        if judged.confidence != confidence.PASS and not Case.objects.filter(item=item).exists():
            flagging.doubt(item=item, judged=judged, hold=False, now=told.at)
