"""Everything that changes people, departments, organisations and the house's settings."""

from lorehouse.people.actions.leaving import come_back, deactivate, erase
from lorehouse.people.actions.people import (
    add,
    add_organisation,
    change_house,
    change_profile,
    change_role,
    check_email,
    found_department,
    invite,
    may_sign_up,
    move_clock,
    place,
    settle,
    standing_for,
)

__all__ = [
    "add",
    "add_organisation",
    "change_house",
    "change_profile",
    "change_role",
    "check_email",
    "come_back",
    "deactivate",
    "erase",
    "found_department",
    "invite",
    "may_sign_up",
    "move_clock",
    "place",
    "settle",
    "standing_for",
]
