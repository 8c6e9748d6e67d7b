"""How people take part in their groups: read for the digest, the preferences, a group's page."""

from collections.abc import Collection
from dataclasses import dataclass

from lorehouse.groups.models import Group
from lorehouse.notify.models import Participation, Preferences
from lorehouse.people.models import Person


@dataclass(frozen=True, kw_only=True)
class TakingPart:
    """One of a person's groups, and how much of it reaches them."""

    group: Group
    level: str


def level_in(person: Person, group: Group) -> str:
    """How much of `group` reaches `person`; what one begins with where nothing was chosen."""
    chosen = Participation.objects.filter(person=person, group=group).values_list("level").first()
    return chosen[0] if chosen else Participation.DEFAULT


def taking_part(person: Person) -> list[TakingPart]:
    """All groups `person` is in, by name, with how they take part."""
    levels = dict(person.participations.values_list("group_id", "level"))
    groups = Group.objects.of(person).select_related("audience").order_by("name")
    return [
        TakingPart(group=group, level=levels.get(group.pk, Participation.DEFAULT))
        for group in groups
    ]


def groups_in_digest(preferences: Preferences, periods: Collection[str]) -> list[Group]:
    """The groups whose talk belongs into the digest of these periods (daily, weekly).

    What was not chosen is in the weekly one, of people who want a digest at all.
    """
    person = preferences.person
    chosen = set(person.participations.values_list("group_id", flat=True))
    wants_any = preferences.digest != Preferences.Digest.OFF
    return [
        one.group
        for one in taking_part(person)
        if one.level in periods and (wants_any or one.group.pk in chosen)
    ]
