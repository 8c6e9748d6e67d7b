"""Under which names somebody writes. Asked only for that person themselves, never the other way.

There is no function here, and none may be added, that says whose a given pseudonym is.
"""

from dataclasses import dataclass

from lorehouse.groups.models import Group
from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor

# Every page asks this.
OWNED = "SELECT pseudonym_id FROM pseudonyms_seal WHERE owner_id = %(owner)s"


def own_ids(person: Person | Visitor) -> frozenset[int]:
    """The ids under which `person` writes: their own, and those of their pseudonyms.

    Kept on `person` for as long as that object lives, which is one request.
    """
    kept: frozenset[int] | None = getattr(person, "_voice_ids", None)
    if kept is None:
        kept = _found(person)
        person._voice_ids = kept  # type: ignore[union-attr]
    return kept


def forget(person: Person) -> None:
    """Ask the database again: for actions that give `person` a pseudonym."""
    if hasattr(person, "_voice_ids"):
        del person._voice_ids


def is_own(person: Person | Visitor, author_id: int) -> bool:
    """Whether `person` wrote what this author wrote."""
    return bool(person.pk) and (author_id == person.pk or author_id in own_ids(person))


def speaking(person: Person, author_id: int) -> Person:
    """As whom `person` changes what this author wrote: as its pseudonym if it is theirs.

    Every action on something already written goes through here, so that no row and no fact says
    that its author was somebody else.
    """
    if author_id != person.pk and author_id in own_ids(person):
        return Person.objects.get(pk=author_id)
    return person


@dataclass(frozen=True, kw_only=True)
class Voice:
    """A choice when writing: one's own pseudonym, or (`word` begins with "new:") a new one."""

    word: str
    name: str
    group: Group


def voices(person: Person | Visitor, *, audience_id: int = 0) -> list[Voice]:
    """The names `person` may write under besides their own: in groups that allow it.

    With `audience_id` only those for that group.
    """
    groups = Group.objects.of(person).filter(pseudonym_allowance__isnull=False)
    if audience_id:
        groups = groups.filter(audience_id=audience_id)
    found: list[Voice] = []
    for group in groups.select_related("audience"):
        of_group = Person.objects.filter(pk__in=own_ids(person), pseudonym__group=group)
        found += [Voice(word=str(one.pk), name=one.name, group=group) for one in of_group]
        found.append(Voice(word=f"new:{group.slug}", name="", group=group))
    return found


def _found(person: Person | Visitor) -> frozenset[int]:
    if not isinstance(person, Person):
        return frozenset()
    owned = rows.fetch(OWNED, {"owner": person.pk})
    return frozenset({person.pk, *(one.pseudonym_id for one in owned)})
