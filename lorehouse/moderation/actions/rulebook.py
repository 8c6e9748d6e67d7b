"""Writing the rules of the house."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext

from lorehouse.ledger import book
from lorehouse.lib import markdown
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.lib.slugs import slugify
from lorehouse.moderation import facts, policy
from lorehouse.moderation.first_rules import FIRST_RULES
from lorehouse.moderation.models import Rule, RuleVersion
from lorehouse.people.models import Person

LONGEST_TITLE, LONGEST_BODY = 120, 10_000
TAKEN = frozenset({"new"})  # addresses below /rules/ that are no rule's


@transaction.atomic
def first_rules(*, now: datetime) -> None:
    """Give a house without rules those it begins with; where there is one, nothing is done."""
    if Rule.objects.exists():
        return
    for place, (slug, title, body) in enumerate(FIRST_RULES, 1):
        rule = Rule(slug=slug, place=place)
        _put(rule, title, body, by=None, note="", now=now)


@transaction.atomic
def write_rule(*, writer: Person, title: str, body: str, now: datetime) -> Rule:
    """Publish a new rule, the last in the list. Raises NotAllowed, Unfit."""
    _check(writer, title, body)
    last = Rule.objects.aggregate(last=Max("place"))["last"] or 0
    rule = Rule(slug=_free_slug(title), place=last + 1)
    return _put(rule, title, body, by=writer, note="", now=now)


@transaction.atomic
def change_rule(
    *,
    editor: Person,
    rule: Rule,
    title: str,
    body: str,
    note: str = "",
    base_version: int | None = None,
    now: datetime,
) -> Rule:
    """Give a rule another text; its address and its former texts stay.

    Raises NotAllowed, Unfit, and Conflict when somebody changed it since `base_version`.
    """
    _check(editor, title, body)
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if base_version is not None and base_version != rule.version:
        raise Conflict(
            gettext(
                "Somebody else changed this rule meanwhile. Your text is kept below; "
                "compare it with theirs and save again."
            )
        )
    if (rule.title, rule.body) == (title.strip(), body.strip()):
        return rule
    rule.version += 1
    return _put(rule, title, body, by=editor, note=note, now=now)


@transaction.atomic
def retire_rule(*, by: Person, rule: Rule, now: datetime) -> Rule:
    """Let nobody cite this rule any more; what was decided by it stays decided."""
    if not policy.may_write_rules(by):
        raise NotAllowed(gettext("Moderators look after the rules."))
    if rule.retired_at is None and Rule.objects.in_force().count() == 1:
        raise Unfit(gettext("A house has at least one rule."))
    rule.retired_at = rule.retired_at or now
    rule.save(update_fields=["retired_at"])
    book.record(facts.RuleRetired(rule_id=rule.pk, retired=True), by=by, at=now)
    return rule


@transaction.atomic
def reinstate_rule(*, by: Person, rule: Rule, now: datetime) -> Rule:
    """Put a retired rule into force again."""
    if not policy.may_write_rules(by):
        raise NotAllowed(gettext("Moderators look after the rules."))
    rule.retired_at = None
    rule.save(update_fields=["retired_at"])
    book.record(facts.RuleRetired(rule_id=rule.pk, retired=False), by=by, at=now)
    return rule


def _check(writer: Person, title: str, body: str) -> None:
    if not policy.may_write_rules(writer):
        raise NotAllowed(gettext("Moderators look after the rules."))
    if not title.strip() or not body.strip():
        raise Unfit(gettext("A rule has a title and a text."))
    if len(title.strip()) > LONGEST_TITLE:
        raise Unfit(
            gettext("The title of a rule has at most %(longest_title)s characters.")
            % {"longest_title": LONGEST_TITLE}
        )
    if len(body) > LONGEST_BODY:
        raise Unfit(
            gettext("A rule has at most %(longest_body)s characters; nobody reads more.")
            % {"longest_body": f"{LONGEST_BODY:,}"}
        )


def _put(rule: Rule, title: str, body: str, *, by: Person | None, note: str, now: datetime) -> Rule:
    """Save `rule` with this text, and the text as its newest version."""
    rule.title, rule.body, rule.changed_at = title.strip(), body.strip(), now
    rendered = markdown.render(rule.body)
    first = markdown.render(rule.body.split("\n\n")[0])
    rule.html, rule.summary = rendered.html, markdown.excerpt(first.text, 200)
    rule.save()
    RuleVersion.objects.create(
        rule=rule,
        number=rule.version,
        title=rule.title,
        body=rule.body,
        editor=by,
        at=now,
        note=note.strip()[:250],
    )
    book.record(facts.RuleWritten(rule_id=rule.pk, version=rule.version), by=by, at=now)
    return rule


def _free_slug(title: str) -> str:
    stem = slugify(title)[:50] or "rule"
    taken = TAKEN | set(Rule.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
