"""Whom notices tell of a case: those who decide, that it waits; its author, what was decided.

Nobody learns from one who flagged: a notice names the item and nobody.
"""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Q
from django.utils import timezone

from lorehouse.ledger.book import Told
from lorehouse.moderation import facts, policy
from lorehouse.moderation.models import Appeal, Case
from lorehouse.notify import actions as notify
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person

KIND = "case"
WAITS, REMOVED, APPEALED, RESTORED = "case", "removed", "appeal", "restored"


def notice(fact: facts.CaseFact, told: Told) -> None:
    """Tell whoever `fact` concerns. Doing it again changes nothing."""
    case = Case.objects.select_related("item__audience").filter(pk=fact.case_id).first()
    if case is None:
        return
    match fact:
        case facts.ItemFlagged() | facts.ItemHeld() | facts.ItemDoubted():
            if case.outcome == Case.Outcome.OPEN:
                # Once for a case, however many flag it; who flags has nothing to be told.
                _tell(deciders(case) - {told.actor_id}, WAITS, case, told)
        case facts.RemovalAppealed(appeal_id=pk):
            appeal = Appeal.objects.filter(pk=pk, outcome=Appeal.Outcome.OPEN).first()
            if appeal is not None:
                judges = deciders(case) - {appeal.removed_by_id}
                _tell(judges, WAITS, case, told, occasion=told.entry_id)
        case _:
            _decided(fact, case, told)


#: What an author is told of each decision.
SAID: Mapping[type[facts.CaseFact], str] = {
    facts.ItemRemoved: REMOVED,
    facts.ItemKept: RESTORED,
    facts.RemovalTakenBack: RESTORED,
    facts.AppealDecided: APPEALED,
}


def _decided(fact: facts.CaseFact, case: Case, told: Told) -> None:
    """Nobody has anything left to decide, and the author is told; of what was kept, if held."""
    reason = SAID[type(fact)]
    _settle(case, WAITS, told)
    if reason != REMOVED:
        _settle(case, REMOVED, told)
    if not isinstance(fact, facts.ItemKept) or case.is_held:
        _tell([case.item.author_id], reason, case, told)


def deciders(case: Case) -> set[int | None]:
    """The ids of the people who look after where `case` is; what one wrote is hidden when shown."""
    looks_after = Q(role__in=[Person.Role.MODERATOR, Person.Role.ADMIN]) | Q(
        memberships__is_steward=True, memberships__group__audience_id=case.item.audience_id
    )
    people = Person.objects.filter(looks_after, is_active=True).distinct()
    return {one.pk for one in people if policy.looks_after(one, case)}


def as_author(person: Person, ids: Collection[int]) -> dict[int, Subject]:
    """The cases about what `person` wrote, with the way to their own text."""
    own = Case.objects.of(person).filter(pk__in=ids).select_related("item__root", "rule")
    return {
        one.pk: Subject(
            title=_title(one),
            address=f"/moderation/mine/{one.pk}/",
            excerpt=one.rule.title if one.rule else "",
        )
        for one in own
    }


def as_decider(person: Person, ids: Collection[int]) -> dict[int, Subject]:
    """The cases that `person` decides now."""
    seen = Case.objects.visible_to(person).filter(pk__in=ids)
    return {
        one.pk: Subject(title=_title(one), address=one.get_absolute_url())
        for one in seen.select_related("item__root")
    }


def _title(case: Case) -> str:
    item = case.item
    return item.title or item.excerpt[:80] or (item.root.title if item.root else "")


def _tell(
    people: Iterable[int | None], reason: str, case: Case, told: Told, *, occasion: int = 0
) -> None:
    notify.tell(
        people=[pk for pk in people if pk is not None],
        reason=reason,
        subject=(KIND, case.pk),
        occasion=occasion,
        at=told.at,
        now=timezone.now(),
    )


def _settle(case: Case, reason: str, told: Told) -> None:
    notify.settle(subject=(KIND, case.pk), reason=reason, now=told.at)
