"""Everything that changes groups, audiences, and what people follow."""

from lorehouse.groups.actions.erasing import erase_handle
from lorehouse.groups.actions.following import follow, unfollow
from lorehouse.groups.actions.gathering import (
    change,
    choose,
    found,
    include,
    invite,
    join,
    leave,
    members,
    of_department,
    of_organisation,
    public,
)
from lorehouse.groups.actions.stewarding import (
    admit,
    appoint,
    decline,
    put_away,
    remove,
    settle_in,
    step_down,
    volunteer,
)

__all__ = [
    "admit",
    "appoint",
    "change",
    "choose",
    "decline",
    "erase_handle",
    "follow",
    "found",
    "include",
    "invite",
    "join",
    "leave",
    "members",
    "of_department",
    "of_organisation",
    "public",
    "put_away",
    "remove",
    "settle_in",
    "step_down",
    "unfollow",
    "volunteer",
]
