"""Who may bring things in, and for whom."""

from lorehouse.groups.models import Audience
from lorehouse.groups.policy import may_share_with
from lorehouse.people.models import Person, Visitor


def may_import(person: Person | Visitor) -> bool:
    """Editors and administrators import."""
    return person.is_editor


def may_import_for(person: Person | Visitor, audience: Audience) -> bool:
    """One imports for audiences one may share with; administrators for any.

    An administrator does not get to read a closed group's talk by importing into it.
    """
    return person.is_admin or may_share_with(person, audience)


def may_claim(person: Person | Visitor) -> bool:
    """Whoever has an account may say that they are an imported person."""
    return isinstance(person, Person) and person.standing != Person.Standing.SHADOW


def may_decide_claims(person: Person | Visitor) -> bool:
    """Administrators confirm or reject claims."""
    return person.is_admin
