"""Rules, cases and limits."""

from lorehouse.moderation.models.cases import Appeal, Case, Flag
from lorehouse.moderation.models.limits import Limits
from lorehouse.moderation.models.rules import Rule, RuleVersion

__all__ = ["Appeal", "Case", "Flag", "Limits", "Rule", "RuleVersion"]
