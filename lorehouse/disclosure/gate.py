"""The gate between audiences: what may be shown to whom, and a record of having asked."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from lorehouse.disclosure import facts, rules
from lorehouse.disclosure.models import Passage
from lorehouse.disclosure.rules import Finding
from lorehouse.groups.models import Audience
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed
from lorehouse.people.models import Person


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What the gate says about a text for an audience: pass, hold or block, and why."""

    outcome: str
    findings: tuple[Finding, ...]


class Held(NotAllowed):
    """The gate does not let this pass; `verdict` says what it found."""

    def __init__(self, verdict: Verdict) -> None:
        what = " ".join(dict.fromkeys(one.message for one in verdict.findings))
        ending = (
            "Take it out first."
            if verdict.outcome == rules.BLOCK
            else "Take it out, or say why it may pass."
        )
        super().__init__(f"This is not shown to that audience yet: {what} {ending}")
        self.verdict = verdict


def width(audience: Audience) -> str:
    """How wide an audience is, as the rules count it."""
    wide = {Audience.Kind.PUBLIC: rules.PUBLIC, Audience.Kind.MEMBERS: rules.MEMBERS}
    if audience.kind == Audience.Kind.ORGANISATION:
        return rules.PUBLIC  # outside the house
    if audience.open_to_members:
        return rules.MEMBERS
    return wide.get(Audience.Kind(audience.kind), rules.NARROW)


def check(text: str, audience: Audience) -> Verdict:
    """What would happen to `text` on its way to `audience`. Changes nothing."""
    found = tuple(rules.findings(text, width(audience)))
    return Verdict(outcome=rules.worst([one.outcome for one in found]), findings=found)


@transaction.atomic
def ask(
    *, person: Person, subject: str, text: str, audience: Audience, reason: str = "", now: datetime
) -> Passage:
    """Ask whether `text` may be shown to `audience`, and keep the answer.

    What is held passes with a `reason`, which is kept under the person's name; what is blocked
    does not pass. The record of a refusal is kept by `note_refusal`, since the caller's
    transaction ends with it. Raises Held.
    """
    verdict = check(text, audience)
    passes = verdict.outcome == rules.PASS or (verdict.outcome == rules.HOLD and reason.strip())
    if not passes:
        raise Held(verdict)
    passage = _kept(person, subject, audience, verdict, reason.strip(), True, now)
    book.record(facts.GatePassed(passage_id=passage.pk), by=person, at=now)
    return passage


@transaction.atomic
def note_refusal(
    *, person: Person, subject: str, audience: Audience, verdict: Verdict, now: datetime
) -> Passage:
    """Keep a refusal, for those who look after the rules."""
    passage = _kept(person, subject, audience, verdict, "", False, now)
    book.record(facts.GateHeld(passage_id=passage.pk), by=person, at=now)
    return passage


def _kept(
    person: Person,
    subject: str,
    audience: Audience,
    verdict: Verdict,
    reason: str,
    passed: bool,
    now: datetime,
) -> Passage:
    counts = Counter((one.rule, one.kind, one.outcome) for one in verdict.findings)
    return Passage.objects.create(
        subject=subject,
        audience=audience,
        outcome=verdict.outcome,
        passed=passed,
        reason=reason[:500],
        asked_by=person,
        at=now,
        findings=[
            {"rule": rule, "kind": kind, "outcome": outcome, "count": count}
            for (rule, kind, outcome), count in counts.items()
        ],
    )
