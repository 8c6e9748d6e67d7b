"""Asking those who look after the rules to look at something: by people, and by the house."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.moderation import confidence, facts, policy
from lorehouse.moderation.actions import limiting
from lorehouse.moderation.models import Case, Flag, Rule
from lorehouse.people.models import Person

LONGEST = 500  # characters of the word that comes with a flag


@transaction.atomic
def flag(
    *,
    flagger: Person,
    item: Item,
    rule: Rule,
    words: str = "",
    show_to_house: bool = False,
    now: datetime,
) -> Flag:
    """Say that `item` breaks `rule`. Flagging it again replaces what one said before.

    `show_to_house` lets moderators decide who are not part of its audience; where nobody else
    decides, they do in any case. Raises NotAllowed, Unfit, TooMuch.
    """
    if not policy.may_flag(flagger, item):
        raise NotAllowed(gettext("You can flag only what others wrote."))
    if rule.retired_at is not None:
        raise Unfit(gettext("This rule is no longer in force; choose another one."))
    if len(words) > LONGEST:
        raise Unfit(
            gettext("A word on it has at most %(longest)s characters; this has %(words)s.")
            % {"longest": LONGEST, "words": len(words)}
        )
    case = _open_case(item, now)
    if not Flag.objects.filter(case=case, flagger=flagger).exists():
        limiting.check_flag(flagger, now=now)
    made, _ = Flag.objects.update_or_create(
        case=case, flagger=flagger, defaults={"rule": rule, "words": words.strip(), "at": now}
    )
    if show_to_house or not policy.somebody_decides(item):
        Case.objects.filter(pk=case.pk).update(is_open_to_house=True)
    book.record(
        facts.ItemFlagged(case_id=case.pk, item_id=item.pk, rule_id=rule.pk), by=flagger, at=now
    )
    return made


@transaction.atomic
def doubt(*, item: Item, judged: confidence.Judgement, hold: bool, now: datetime) -> Case:
    """Have somebody look at what has signs of spam. With `hold` it is a draft that waits."""
    case = _open_case(item, now)
    case.confidence, case.signs = judged.confidence, list(judged.signs)
    case.is_held = case.is_held or hold
    if not policy.somebody_decides(item):
        case.is_open_to_house = True
    case.save(update_fields=["confidence", "signs", "is_held", "is_open_to_house"])
    kind = facts.ItemHeld if hold else facts.ItemDoubted
    book.record(kind(case_id=case.pk, item_id=item.pk), by=None, at=now)
    return case


def _open_case(item: Item, now: datetime) -> Case:
    case, _ = Case.objects.get_or_create(
        item=item, outcome=Case.Outcome.OPEN, defaults={"opened_at": now}
    )
    return case
