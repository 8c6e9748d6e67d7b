"""What somebody takes part in and follows: the sources of their own feeds."""

from dataclasses import dataclass

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.following import followed_by
from lorehouse.groups.models import Group
from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed.questions import GROUPS


@dataclass(frozen=True, kw_only=True)
class Interests:
    """Ids: of the audiences of one's groups, of followed groups as well, of tags, of people."""

    own_groups: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()
    people: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.groups or self.tags or self.people)

    @property
    def number(self) -> int:
        """How many sources there are."""
        return len(self.groups) + len(self.tags) + len(self.people)


def interests_of(reader: Person | Visitor) -> Interests:
    """The sources of `reader`: no groups they may not read, no people who left."""
    if not reader.pk:
        return Interests()
    followed = followed_by(reader)
    held = audience_ids(reader)
    found = rows.fetch(GROUPS, {"reader": reader.pk, "followed": followed.groups})
    seen = Group.objects.visible_to(reader).filter(audience__in=[row.audience_id for row in found])
    held &= frozenset(seen.values_list("audience_id", flat=True))
    readable = [row for row in found if row.audience_id in held]
    here = Person.objects.visible_to(reader).filter(pk__in=followed.people)
    return Interests(
        own_groups=frozenset(row.audience_id for row in readable if row.is_own),
        groups=frozenset(row.audience_id for row in readable),
        tags=followed.tags,
        people=frozenset(here.values_list("pk", flat=True)),
    )
