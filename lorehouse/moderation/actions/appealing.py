"""Asking somebody else to look at a removal again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.moderation import facts, policy
from lorehouse.moderation.actions.deciding import restore
from lorehouse.moderation.models import Appeal, Case
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking

LONGEST = 2000  # characters


@transaction.atomic
def appeal(*, author: Person, case: Case, words: str, now: datetime) -> Appeal:
    """Ask that somebody other than who removed it decides again.

    Where nobody else does in its audience, moderators of the house read this one text: its author
    is told so before. Raises NotAllowed, Unfit.
    """
    case = Case.objects.select_for_update(of=("self",)).select_related("item").get(pk=case.pk)
    if not policy.may_appeal(author, case):
        raise NotAllowed(gettext("You can appeal once, against the removal of what you wrote."))
    if not words.strip():
        raise Unfit(gettext("Say in a sentence why it should stay."))
    if len(words) > LONGEST:
        raise Unfit(
            gettext("An appeal has at most %(longest)s characters; this one has %(words)s.")
            % {"longest": f"{LONGEST:,}", "words": f"{len(words):,}"}
        )
    assert case.decided_by is not None  # noqa: S101  (a removal has somebody who decided it)
    made = Appeal.objects.create(case=case, words=words.strip(), at=now, removed_by=case.decided_by)
    if not policy.somebody_decides(case.item, besides=case.decided_by):
        Case.objects.filter(pk=case.pk).update(is_open_to_house=True)
    fact = facts.RemovalAppealed(case_id=case.pk, item_id=case.item_id, appeal_id=made.pk)
    book.record(fact, by=speaking(author, case.item.author_id), at=now)
    return made


@transaction.atomic
def decide_appeal(
    *, by: Person, appeal: Appeal, granted: bool, reason: str = "", now: datetime
) -> Appeal:
    """Bring the item back, or let it stay away, with a reason. Never by who removed it.

    Raises NotAllowed, Conflict when it is decided already, Unfit.
    """
    appeal = Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)
    case = Case.objects.select_related("item__root").get(pk=appeal.case_id)
    appeal.case = case
    if not policy.may_decide_appeal(by, appeal):
        raise NotAllowed(gettext("An appeal is decided by somebody other than who removed it."))
    if appeal.outcome != Appeal.Outcome.OPEN:
        raise Conflict(gettext("This appeal was decided meanwhile."))
    if not granted and not reason.strip():
        raise Unfit(gettext("Tell the author why it stays away."))
    appeal.outcome = Appeal.Outcome.GRANTED if granted else Appeal.Outcome.REFUSED
    appeal.reason, appeal.decided_by, appeal.decided_at = reason.strip()[:LONGEST], by, now
    appeal.save()
    if granted and case.item.state == Item.State.REMOVED:
        restore(by=by, case=case, now=now)
    fact = facts.AppealDecided(
        case_id=case.pk, item_id=case.item_id, appeal_id=appeal.pk, granted=granted
    )
    book.record(fact, by=by, at=now)
    return appeal
