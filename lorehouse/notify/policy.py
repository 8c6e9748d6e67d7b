"""Who may do what with notices and preferences: everybody with their own."""

from lorehouse.groups import policy as groups
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Group
from lorehouse.people.models import Person


def may_be_told(person: Person, audience_id: int | None = None) -> bool:
    """People with an account that is open are told of what they may see; imported ones are not.

    So is a pseudonym, of what its group may see: who owns it reads it as far as they may.
    """
    is_open = person.is_active and person.standing != Person.Standing.SHADOW
    if not is_open and not person.is_pseudonym:
        return False
    return audience_id is None or audience_id in audience_ids(person)


def may_take_part(person: Person, group: Group) -> bool:
    """Whoever is in a group chooses how much of it reaches them."""
    return groups.is_in(person, group)
