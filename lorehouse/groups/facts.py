"""What groups tell the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class GroupFounded(Fact):
    """There is a new group."""

    name = "groups.group_founded"
    group_id: int


@dataclass(frozen=True, kw_only=True)
class GroupChanged(Fact):
    """A group's name, purpose or way of entry was changed."""

    name = "groups.group_changed"
    group_id: int


@dataclass(frozen=True, kw_only=True)
class PersonJoinedGroup(Fact):
    """Somebody said yes to a group and is in it."""

    name = "groups.person_joined_group"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonLeftGroup(Fact):
    """Somebody is no longer in a group. By another hand when a steward ended it, with a reason."""

    name = "groups.person_left_group"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipRequested(Fact):
    """Somebody asks to be let into a group."""

    name = "groups.membership_requested"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class MembershipRequestDeclined(Fact):
    """A steward did not let somebody in."""

    name = "groups.membership_request_declined"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonInvitedToGroup(Fact):
    """A member of a group offers somebody a place in it."""

    name = "groups.person_invited_to_group"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class StewardAppointed(Fact):
    """A member of a group looks after it from now on."""

    name = "groups.steward_appointed"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class StewardSteppedDown(Fact):
    """Somebody looks after a group no more; they are still in it."""

    name = "groups.steward_stepped_down"
    group_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonIncluded(Fact):
    """Somebody was added to a chosen set of people and sees what is shared with it."""

    name = "groups.person_included"
    audience_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AudienceChosen(Fact):
    """A set of people was named as an audience."""

    name = "groups.audience_chosen"
    audience_id: int


@dataclass(frozen=True, kw_only=True)
class FollowingBegun(Fact):
    """Somebody follows a person, a tag or a group (`kind`) from now on."""

    name = "groups.following_begun"
    person_id: int
    kind: str
    target_id: int


@dataclass(frozen=True, kw_only=True)
class FollowingEnded(Fact):
    """Somebody no longer follows a person, a tag or a group (`kind`)."""

    name = "groups.following_ended"
    person_id: int
    kind: str
    target_id: int
