"""Which audiences a person is part of, in one question to the database.

Nothing of it is kept between requests, so what somebody lost is lost at their next request,
in every process. Within a request it is kept on the person.
"""

from collections.abc import Collection

from django.db import connection

from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor

HELD = """
    SELECT id FROM groups_audience
    WHERE kind = 'public'
       OR (%(member)s AND (kind = 'members' OR open_to_members))
       OR (%(department)s IS NOT NULL AND department_id = %(department)s)
       OR (%(organisation)s IS NOT NULL AND organisation_id = %(organisation)s)
    UNION
    SELECT audience_id FROM groups_holding WHERE person_id = %(person)s
"""

# Of some people, those who hold one audience: the same rule, asked the other way round.
HOLDERS = """
    SELECT p.id FROM people_person p JOIN groups_audience a ON a.id = %(audience)s
    WHERE p.id IN %(people)s AND p.is_active
      AND (a.kind = 'public'
           OR (p.standing = 'member' AND (a.kind = 'members' OR a.open_to_members))
           OR a.department_id = p.department_id
           OR a.organisation_id = p.organisation_id
           OR EXISTS (SELECT 1 FROM groups_holding h
                      WHERE h.audience_id = a.id AND h.person_id = p.id))
"""


def audience_ids(person: Person | Visitor) -> frozenset[int]:
    """The ids of the audiences `person` is part of; for somebody not signed in, the public one.

    The answer is kept on `person` for as long as that object lives, which is one request.
    """
    kept: frozenset[int] | None = getattr(person, "_audience_ids", None)
    if kept is None:
        kept = _held(person)
        person._audience_ids = kept  # type: ignore[union-attr]
    return kept


def holders(audience: int, people: Collection[int]) -> frozenset[int]:
    """Those of `people` (ids) who hold this audience now, in one question to the database."""
    if not people:
        return frozenset()
    found = rows.fetch(HOLDERS, {"audience": audience, "people": list(people)})
    return frozenset(row.id for row in found)


def forget(person: Person | Visitor) -> None:
    """Ask the database again: for actions that change what `person` holds."""
    if hasattr(person, "_audience_ids"):
        del person._audience_ids


def _held(person: Person | Visitor) -> frozenset[int]:
    active = isinstance(person, Person) and person.is_active
    # A pseudonym is nobody's account, and reads what is shared with its group for its texts' links.
    holds = active or (isinstance(person, Person) and person.is_pseudonym)
    values = {
        "member": active and person.is_member,
        "department": person.department_id if active else None,  # type: ignore[union-attr]
        "organisation": person.organisation_id if active else None,  # type: ignore[union-attr]
        "person": person.pk if holds else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_typed(HELD), values)
        return frozenset(row[0] for row in cursor.fetchall())


def _typed(question: str) -> str:
    """PostgreSQL wants to know the type of a value that may be NULL."""
    if connection.vendor != "postgresql":
        return question
    for name in ("department", "organisation", "person"):
        question = question.replace(f"%({name})s", f"%({name})s::bigint")
    return question
