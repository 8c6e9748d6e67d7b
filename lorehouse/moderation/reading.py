"""What the pages of this room read: the queue, and the public log."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib.errors import Unfit
from lorehouse.moderation.actions.rulebook import first_rules
from lorehouse.moderation.models import Appeal, Case, Flag, Rule
from lorehouse.people.models import Person, Visitor

MONTHS = 12
ENTRIES = 100


def rules() -> QuerySet[Rule]:
    """The rules in force. A new house writes its first ones down when somebody asks for them."""
    if not Rule.objects.exists():
        first_rules(now=timezone.now())
    return Rule.objects.in_force()


def cited(slug: str) -> Rule:
    """The rule in force that is cited. Raises Unfit, and says which there are."""
    found = rules().filter(slug=slug).first()
    if found is None:
        raise Unfit(
            gettext("rule: cite one of %(value)s.")
            % {"value": ", ".join(one.slug for one in rules())}
        )
    return found


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How much waits for one person."""

    flagged: int
    held: int
    appeals: int

    @property
    def all(self) -> int:
        """All of it."""
        return self.flagged + self.held + self.appeals


def counts(reader: Person) -> Counts:
    """What waits for `reader`."""
    cases = Case.objects.visible_to(reader).open()
    return Counts(
        flagged=cases.filter(is_held=False).count(),
        held=cases.filter(is_held=True).count(),
        appeals=Appeal.objects.visible_to(reader).open().count(),
    )


def waiting(reader: Person, *, held: bool) -> QuerySet[Case]:
    """Open cases that `reader` decides, those with most flags first, then the oldest."""
    cited = (
        Flag.objects.filter(case=OuterRef("pk"))
        .values("rule__title")
        .annotate(times=Count("pk"))
        .order_by("-times", "rule__place")
    )
    return (
        Case.objects.visible_to(reader)
        .open()
        .filter(is_held=held)
        .select_related("item__author", "item__audience", "item__root", "claimed_by")
        .annotate(
            flag_count=Count("flags", distinct=True),
            flagged_at=Max("flags__at"),
            flagged_for=Subquery(cited.values("rule__title")[:1]),
        )
        .order_by("-flag_count", "opened_at", "pk")
    )


@dataclass(kw_only=True)
class Month:
    """One month of the public log: how often each rule was cited, and what came back."""

    begins: datetime
    removed: int = 0
    restored: int = 0
    by_rule: list[tuple[Rule, int]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One removal in the public log: no text, no author, no address of what was removed."""

    day: datetime
    rule: Rule
    kind: str
    is_restored: bool
    appeal: str


def months() -> list[Month]:
    """The counts of the last MONTHS months with removals, the latest first: the same for all."""
    rows = (
        Case.objects.removals()
        .annotate(month=TruncMonth("decided_at"))
        .values("month", "rule")
        .annotate(number=Count("pk"), back=Count("pk", filter=Q(outcome=Case.Outcome.RESTORED)))
        .order_by("-month", "-number")
    )
    cited = Rule.objects.in_bulk()
    found: dict[datetime, Month] = {}
    for row in rows:
        month = found.setdefault(row["month"], Month(begins=row["month"]))
        month.removed += row["number"]
        month.restored += row["back"]
        month.by_rule.append((cited[row["rule"]], row["number"]))
    return list(found.values())[:MONTHS]


def entries(reader: Person | Visitor) -> Sequence[Entry]:
    """The latest removals among what `reader` could have read; others are only counted."""
    rows = (
        Case.objects.removals()
        .filter(item__audience_id__in=audience_ids(reader))
        .select_related("rule", "item", "appeal")
        .defer("item__body", "item__html", "reason")
        .order_by("-decided_at", "-pk")[:ENTRIES]
    )
    return [_entry(case) for case in rows]


def _entry(case: Case) -> Entry:
    appeal = getattr(case, "appeal", None)
    assert case.decided_at is not None  # noqa: S101  (the database holds it)
    assert case.rule is not None  # noqa: S101
    return Entry(
        day=case.decided_at,
        rule=case.rule,
        kind=case.item.kind,
        is_restored=case.outcome == Case.Outcome.RESTORED,
        appeal=appeal.outcome or "open" if appeal else "",
    )
