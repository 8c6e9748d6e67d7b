"""Deciding about what was flagged or held, and removing with a rule in hand."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.moderation import facts, policy
from lorehouse.moderation.models import Case, Rule
from lorehouse.people.models import Person

LONGEST_REASON = 2000  # characters
NOT_YOURS = "You do not decide about this."


@transaction.atomic
def claim(*, by: Person, case: Case, on: bool, now: datetime) -> Case:
    """Say that one is at it, so that nobody does the same work, or no longer is."""
    case = _mine(by, case)
    if case.claimed_by_id not in {None, by.pk}:
        raise Conflict(
            gettext("%(claimed_by)s is at it already.") % {"claimed_by": case.claimed_by}
        )
    case.claimed_by, case.claimed_at = (by, now) if on else (None, None)
    case.save(update_fields=["claimed_by", "claimed_at"])
    book.record(facts.CaseClaimed(case_id=case.pk, item_id=case.item_id, claimed=on), by=by, at=now)
    return case


@transaction.atomic
def keep(*, by: Person, case: Case, reason: str = "", now: datetime) -> Case:
    """Decide that it breaks no rule. What was held is seen from now on."""
    case = _mine(by, case)
    _close(case, Case.Outcome.KEPT, by, reason, now)
    if case.item.state == Item.State.DRAFT and case.is_held:
        items.go_live(by=by, item=case.item, now=now)
    book.record(facts.ItemKept(case_id=case.pk, item_id=case.item_id), by=by, at=now)
    return case


@transaction.atomic
def remove(*, by: Person, case: Case, rule: Rule, reason: str, now: datetime) -> Case:
    """Remove what breaks `rule`; its author is told, keeps the text, and can appeal.

    The library unpublishes an article that is removed. Nobody publishes it again but by an appeal.
    Raises NotAllowed, Conflict when it is decided already, Unfit without a reason or a rule.
    """
    case = _mine(by, case)
    if case.item.kind == Item.Kind.ARTICLE and case.item.state != Item.State.LIVE:
        raise Unfit(
            gettext("Somebody took this article out of the library meanwhile: nobody reads it.")
        )
    if rule.retired_at is not None:
        raise Unfit(gettext("This rule is no longer in force; cite another one."))
    if not reason.strip():
        raise Unfit(gettext("Tell the author in a sentence what in it breaks the rule."))
    case.rule = rule
    _close(case, Case.Outcome.REMOVED, by, reason, now)
    items.take_away(by=by, item=case.item, now=now)
    fact = facts.ItemRemoved(case_id=case.pk, item_id=case.item_id, rule_id=rule.pk)
    book.record(fact, by=by, at=now)
    return case


@transaction.atomic
def remove_item(*, by: Person, item: Item, rule: Rule, reason: str, now: datetime) -> Case:
    """As `remove`, for something nobody has flagged. Raises as `remove` does."""
    if not policy.may_decide_about(by, item):
        raise NotAllowed(NOT_YOURS)
    case, _ = Case.objects.get_or_create(
        item=item, outcome=Case.Outcome.OPEN, defaults={"opened_at": now}
    )
    return remove(by=by, case=case, rule=rule, reason=reason, now=now)


@transaction.atomic
def take_back(*, by: Person, case: Case, now: datetime) -> Case:
    """Bring back what was removed by mistake. After an appeal, somebody else decides that."""
    case = _locked(case)
    if not policy.may_take_back(by, case):
        raise NotAllowed(
            gettext("You cannot bring this back; where its author appealed, another decides.")
        )
    restore(by=by, case=case, now=now)
    book.record(facts.RemovalTakenBack(case_id=case.pk, item_id=case.item_id), by=by, at=now)
    return case


def restore(*, by: Person, case: Case, now: datetime) -> None:
    """Bring the item of a removal back; whoever calls has decided that it may."""
    items.bring_back(by=by, item=case.item, now=now)
    case.outcome, case.restored_at = Case.Outcome.RESTORED, now
    case.save(update_fields=["outcome", "restored_at"])


def _mine(by: Person, case: Case) -> Case:
    """The case as it stands now, locked. Raises NotAllowed, Conflict."""
    case = _locked(case)
    if not policy.may_decide(by, case):
        raise NotAllowed(NOT_YOURS)
    if case.outcome != Case.Outcome.OPEN:
        raise Conflict(gettext("This was decided meanwhile."))
    return case


def _locked(case: Case) -> Case:
    related = Case.objects.select_related("item__root", "item__author")
    return related.select_for_update(of=("self",)).get(pk=case.pk)


def _close(case: Case, outcome: str, by: Person, reason: str, now: datetime) -> None:
    if len(reason) > LONGEST_REASON:
        raise Unfit(
            gettext("A reason has at most %(longest_reason)s characters.")
            % {"longest_reason": f"{LONGEST_REASON:,}"}
        )
    case.outcome, case.reason = outcome, reason.strip()
    case.decided_by, case.decided_at = by, now
    case.save()
