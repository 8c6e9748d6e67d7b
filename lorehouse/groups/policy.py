"""Who may do what with groups and audiences."""

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience, Following, Group
from lorehouse.people.models import Person, Visitor


def may_found(person: Person | Visitor) -> bool:
    """Every member may found a group."""
    return person.is_member


def may_join(person: Person | Visitor, group: Group) -> bool:
    """Members join open groups by themselves; anybody joins where they were invited or let in."""
    if not isinstance(person, Person):
        return False
    if group.invitations.filter(person_id=person.pk).exists():
        return True
    return person.is_member and group.entry == Group.Entry.OPEN


def may_request(person: Person | Visitor, group: Group) -> bool:
    """Members ask to be let into groups by request."""
    return person.is_member and group.entry == Group.Entry.REQUEST


def is_in(person: Person | Visitor, group: Group) -> bool:
    """Whether `person` is in `group`."""
    return isinstance(person, Person) and group.memberships.filter(person=person).exists()


def may_steward(person: Person | Visitor, group: Group) -> bool:
    """Stewards look after their group; administrators help where no steward is left."""
    if not person.pk:
        return False
    if group.memberships.filter(person_id=person.pk, is_steward=True).exists():
        return True
    return person.is_admin and not group.memberships.filter(is_steward=True).exists()


def may_volunteer(person: Person | Visitor, group: Group) -> bool:
    """Where no steward is left, every member of the group may become one."""
    return is_in(person, group) and not group.memberships.filter(is_steward=True).exists()


def may_see_people(person: Person | Visitor, group: Group) -> bool:
    """Members of the house see who is in a group they read; guests see no directory of it."""
    return person.is_member and (group.audience_id in audience_ids(person) or is_in(person, group))


def may_share_with(person: Person | Visitor, audience: Audience) -> bool:
    """One shares only with audiences one is part of; a group's are for those who joined it.

    Guests do not publish to everyone or to all members.
    """
    if not isinstance(person, Person) or audience.pk not in audience_ids(person):
        return False
    if audience.kind == Audience.Kind.GROUP:
        return person.is_pseudonym or is_in(person, audience.group)
    wide = {Audience.Kind.PUBLIC, Audience.Kind.MEMBERS}
    return person.is_member or audience.kind not in wide


def may_follow(person: Person, kind: str, target_id: int) -> bool:
    """One follows others and groups one may see; nobody follows themselves."""
    if kind == Following.Kind.PERSON:
        others = Person.objects.visible_to(person).exclude(pk=person.pk)
        return others.filter(pk=target_id).exists()
    if kind == Following.Kind.GROUP:
        return Group.objects.visible_to(person).filter(pk=target_id).exists()
    return True
