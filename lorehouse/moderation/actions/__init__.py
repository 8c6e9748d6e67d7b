"""Everything that changes the rules, and what becomes of what breaks them."""

from lorehouse.moderation.actions.appealing import appeal, decide_appeal
from lorehouse.moderation.actions.deciding import claim, keep, remove, remove_item, take_back
from lorehouse.moderation.actions.flagging import doubt, flag
from lorehouse.moderation.actions.limiting import change_limits, check_owner
from lorehouse.moderation.actions.posting import post
from lorehouse.moderation.actions.rulebook import (
    change_rule,
    first_rules,
    reinstate_rule,
    retire_rule,
    write_rule,
)

__all__ = [
    "appeal",
    "change_limits",
    "change_rule",
    "check_owner",
    "claim",
    "decide_appeal",
    "doubt",
    "first_rules",
    "flag",
    "keep",
    "post",
    "reinstate_rule",
    "remove",
    "remove_item",
    "retire_rule",
    "take_back",
    "write_rule",
]
