"""What moderation tells the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class RuleWritten(Fact):
    """A rule of the house has a new text; the one before is kept as a version."""

    name = "moderation.rule_written"
    rule_id: int
    version: int


@dataclass(frozen=True, kw_only=True)
class RuleRetired(Fact):
    """A rule can no longer be cited, or can be again (`retired` false)."""

    name = "moderation.rule_retired"
    rule_id: int
    retired: bool


@dataclass(frozen=True, kw_only=True)
class LimitsChanged(Fact):
    """An administrator changed how much one may post at once."""

    name = "moderation.limits_changed"


@dataclass(frozen=True, kw_only=True)
class CaseFact(Fact):
    """Something happened to a case, which is about one item."""

    name = "moderation.case"
    case_id: int
    item_id: int


@dataclass(frozen=True, kw_only=True)
class ItemFlagged(CaseFact):
    """Somebody says that an item breaks a rule. Who did is for those who decide, nobody else."""

    name = "moderation.item_flagged"
    rule_id: int


@dataclass(frozen=True, kw_only=True)
class ItemHeld(CaseFact):
    """A new item looked like spam and waits, unseen, for somebody to look at it."""

    name = "moderation.item_held"


@dataclass(frozen=True, kw_only=True)
class ItemDoubted(CaseFact):
    """An item is seen, and somebody should look at it: it has signs of spam."""

    name = "moderation.item_doubted"


@dataclass(frozen=True, kw_only=True)
class CaseClaimed(CaseFact):
    """Somebody who may decide says that they are at it, or no longer (`claimed` false)."""

    name = "moderation.case_claimed"
    claimed: bool


@dataclass(frozen=True, kw_only=True)
class ItemKept(CaseFact):
    """It was decided that an item breaks no rule; one that was held is seen now."""

    name = "moderation.item_kept"


@dataclass(frozen=True, kw_only=True)
class ItemRemoved(CaseFact):
    """An item was removed because it breaks a rule; its author keeps the text and can appeal."""

    name = "moderation.item_removed"
    rule_id: int


@dataclass(frozen=True, kw_only=True)
class RemovalTakenBack(CaseFact):
    """Whoever looks after the rules brought a removed item back without being asked."""

    name = "moderation.removal_taken_back"


@dataclass(frozen=True, kw_only=True)
class RemovalAppealed(CaseFact):
    """The author asks somebody else to look at a removal again."""

    name = "moderation.removal_appealed"
    appeal_id: int


@dataclass(frozen=True, kw_only=True)
class AppealDecided(CaseFact):
    """Somebody other than who removed it decided; the item is back if the appeal was granted."""

    name = "moderation.appeal_decided"
    appeal_id: int
    granted: bool
