"""Who may allow, take and open pseudonyms."""

from lorehouse.groups import policy as groups
from lorehouse.groups.models import Group
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.models import Allowance, Unsealing

MOST = 5  # pseudonyms of one person in one group


def is_allowed(group: Group) -> bool:
    """Whether people may write under a pseudonym in `group`."""
    return Allowance.objects.filter(group=group).exists()


def is_allowed_in(audience: int) -> bool:
    """The same, for the group whose audience this is; False for other audiences."""
    return Allowance.objects.filter(group__audience_id=audience).exists()


def may_allow(person: Person | Visitor, group: Group) -> bool:
    """The group's stewards decide it, for everything that is written from then on."""
    return groups.may_steward(person, group)


def may_write_under_one(person: Person | Visitor, group: Group) -> bool:
    """Whoever is in a group that allows it."""
    return groups.is_in(person, group) and is_allowed(group)


def may_ask(person: Person | Visitor) -> bool:
    """Administrators ask who is behind a pseudonym, and give a reason."""
    return person.is_admin


def may_decide(person: Person | Visitor, unsealing: Unsealing) -> bool:
    """Another administrator than the one who asked."""
    return person.is_admin and unsealing.asked_by_id != person.pk and not unsealing.decided_at


def may_know(person: Person | Visitor, unsealing: Unsealing) -> bool:
    """After consent, the two administrators, and nobody else."""
    two = {unsealing.asked_by_id, unsealing.decided_by_id}
    return unsealing.is_open and person.is_admin and person.pk in two
