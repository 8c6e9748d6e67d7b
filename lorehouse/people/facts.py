"""What people tells the rest of the house."""

from dataclasses import dataclass

from lorehouse.ledger.facts import Fact


@dataclass(frozen=True, kw_only=True)
class PersonJoined(Fact):
    """Somebody has an account now: signed up, was invited, or was added by an administrator."""

    name = "people.person_joined"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class ProfileChanged(Fact):
    """Somebody changed what their profile says."""

    name = "people.profile_changed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonMoved(Fact):
    """Somebody is in another department or organisation now, or in none."""

    name = "people.person_moved"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class RoleChanged(Fact):
    """Somebody's role in the house is another one now."""

    name = "people.role_changed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonInvited(Fact):
    """An invitation was sent."""

    name = "people.person_invited"
    invitation_id: int


@dataclass(frozen=True, kw_only=True)
class InvitationAccepted(Fact):
    """Somebody followed their invitation and has an account."""

    name = "people.invitation_accepted"
    invitation_id: int
    person_id: int


@dataclass(frozen=True, kw_only=True)
class DepartmentFounded(Fact):
    """There is a new department."""

    name = "people.department_founded"
    department_id: int


@dataclass(frozen=True, kw_only=True)
class OrganisationAdded(Fact):
    """There is a new customer or partner organisation."""

    name = "people.organisation_added"
    organisation_id: int


@dataclass(frozen=True, kw_only=True)
class HouseChanged(Fact):
    """The house's own settings were changed."""

    name = "people.house_changed"


@dataclass(frozen=True, kw_only=True)
class AccountClosed(Fact):
    """Somebody closed their own account; they can open it again."""

    name = "people.account_closed"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Fact):
    """Somebody opened the account again that they had closed."""

    name = "people.account_opened"
    person_id: int


@dataclass(frozen=True, kw_only=True)
class PersonErased(Fact):
    """Nothing in the house says any more who somebody was. Their words are gone, or kept."""

    name = "people.person_erased"
    person_id: int
    words_kept: bool
