"""What somebody follows, and how many follow a thing. Who they are is nobody else's business."""

from dataclasses import dataclass

from lorehouse.groups.models import Following
from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor

FOLLOWED = "SELECT kind, target_id FROM groups_following WHERE person_id = %(person)s"


@dataclass(frozen=True, kw_only=True)
class Followed:
    """Ids by kind. What they stand for is still to be read through its reader's rule."""

    people: frozenset[int] = frozenset()
    tags: frozenset[int] = frozenset()
    groups: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        """Whether there is anything."""
        return bool(self.people or self.tags or self.groups)


def followed_by(person: Person | Visitor) -> Followed:
    """The ids of the people, tags and groups that `person` follows, in one question."""
    if not person.pk:
        return Followed()
    ids: dict[str, set[int]] = {kind: set() for kind in Following.Kind.values}
    for row in rows.fetch(FOLLOWED, {"person": person.pk}):
        ids[row.kind].add(row.target_id)
    return Followed(
        people=frozenset(ids["person"]), tags=frozenset(ids["tag"]), groups=frozenset(ids["group"])
    )


def follows(person: Person | Visitor, kind: str, target_id: int) -> bool:
    """Whether `person` follows this one."""
    if not person.pk:
        return False
    own = Following.objects.filter(person_id=person.pk)
    return own.filter(kind=kind, target_id=target_id).exists()


def follower_count(kind: str, target_id: int) -> int:
    """How many people with an open account follow this one."""
    found = Following.objects.filter(kind=kind, target_id=target_id, person__is_active=True)
    return found.count()


def follower_ids(kind: str, target_id: int) -> frozenset[int]:
    """Ids of those who follow this one: for telling them what is new, never for showing."""
    found = Following.objects.filter(kind=kind, target_id=target_id, person__is_active=True)
    return frozenset(found.values_list("person_id", flat=True))
