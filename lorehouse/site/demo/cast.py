"""Who takes part in the demo house, by the names its content uses."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from lorehouse.groups import actions as groups
from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience, Group
from lorehouse.people.models import Department, Organisation, Person
from lorehouse.site.demo.diary import draw


@dataclass(kw_only=True)
class Cast:
    """People by handle, and what they belong to by slug."""

    people: dict[str, Person] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def circle(self, name: str) -> Audience:
        """The audience that the content calls `members`, `group:SLUG` and so on."""
        kind, _, slug = name.partition(":")
        if kind == "group":
            return self.groups[slug].audience
        if kind == "department":
            return groups.of_department(self.departments[slug])
        if kind == "organisation":
            return groups.of_organisation(self.organisations[slug])
        return groups.public() if kind == "public" else groups.members()

    @cached_property
    def held(self) -> dict[str, frozenset[int]]:
        """The ids of the audiences each person is part of, once everybody is where they belong."""
        return {handle: audience_ids(person) for handle, person in self.people.items()}

    def crowd(self, seed: str, audience_id: int, *, without: Person, by: datetime) -> list[Person]:
        """Those of an audience who were here `by` then, in an order that `seed` decides."""
        here = [
            person
            for handle, person in self.people.items()
            if audience_id in self.held[handle]
            and person.pk != without.pk
            and person.joined_at is not None
            and person.joined_at < by
        ]
        return sorted(here, key=lambda person: draw(f"{seed} {person.handle}", 2**32))
