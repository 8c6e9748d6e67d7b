"""Who may do what with people and the house's settings."""

from lorehouse.people.models import Person, Visitor


def may_invite(person: Person | Visitor) -> bool:
    """Administrators invite."""
    return person.is_admin


def may_manage_people(person: Person | Visitor) -> bool:
    """Administrators change roles, departments and organisations."""
    return person.is_admin


def may_change_house(person: Person | Visitor) -> bool:
    """Administrators change the house's settings."""
    return person.is_admin


def may_see_directory(person: Person | Visitor) -> bool:
    """Members see who is who; guests see no directory."""
    return person.is_member


def may_go(person: Person) -> bool:
    """Everybody may close or erase their account but the last administrator."""
    others = Person.objects.filter(role=Person.Role.ADMIN, is_active=True).exclude(pk=person.pk)
    return not person.is_admin or others.exists()
