"""How audiences compare: who is in one, and whether one surely lies within another."""

from django.db.models import Q, QuerySet

from lorehouse.groups.models import Audience, Holding
from lorehouse.people.models import Person

#: Kinds that are not a circle of their own: everyone, and all members.
WIDE = frozenset({Audience.Kind.PUBLIC, Audience.Kind.MEMBERS})


def people_in(audience: Audience) -> QuerySet[Person]:
    """Everybody with an active account who is part of `audience`."""
    people = Person.objects.filter(is_active=True)
    if audience.kind == Audience.Kind.PUBLIC:
        return people
    member = Q(standing=Person.Standing.MEMBER)
    if audience.kind == Audience.Kind.MEMBERS:
        return people.filter(member)
    inside = Q(pk__in=Holding.objects.filter(audience=audience).values("person"))
    if audience.open_to_members:
        inside |= member
    if audience.department_id is not None:
        inside |= Q(department=audience.department_id)
    if audience.organisation_id is not None:
        inside |= Q(organisation=audience.organisation_id)
    return people.filter(inside)


def is_within(one: Audience, other: Audience) -> bool:
    """Whether nobody is part of `one` now without being part of `other`.

    The public one holds everybody and lies within no other, since people without an account are
    part of it.
    """
    if one.pk == other.pk or other.kind == Audience.Kind.PUBLIC:
        return True
    if one.kind == Audience.Kind.PUBLIC:
        return False
    if one.kind == Audience.Kind.MEMBERS:
        return other.open_to_members
    if other.kind == Audience.Kind.MEMBERS:
        return not people_in(one).exclude(standing=Person.Standing.MEMBER).exists()
    return False  # two circles: whoever is in both today need not be tomorrow
