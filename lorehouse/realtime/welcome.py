"""Who of those listening may still hear something: asked each time, for all of them at once."""

from collections.abc import Collection

from django.db import connection
from django.utils import timezone

from lorehouse.groups.audiences import audience_ids, holders
from lorehouse.lib import rows
from lorehouse.people.models import Visitor
from lorehouse.realtime.listeners import Listener
from lorehouse.realtime.subjects import EVERYBODY

ACTIVE = "SELECT id FROM people_person WHERE id IN %(people)s AND is_active"
SESSIONS = """
    SELECT session_key FROM django_session
    WHERE session_key IN %(keys)s AND expire_date > %(now)s
"""


def welcome(audience: int | None, listeners: Collection[Listener]) -> set[Listener]:
    """Those of `listeners` who hold `audience` at this moment and are still signed in."""
    if audience is None or not listeners:
        return set()
    people = {one.reader.pk for one in listeners if one.reader.pk is not None}
    held = _active(people) if audience == EVERYBODY else holders(audience, people)
    visitors = any(one.reader.pk is None for one in listeners) and _visitors_hear(audience)
    inside = {
        one for one in listeners if (visitors if one.reader.pk is None else one.reader.pk in held)
    }
    return _signed_in(inside)


def _visitors_hear(audience: int) -> bool:
    return audience == EVERYBODY or audience in audience_ids(Visitor())


def _active(people: Collection[int]) -> frozenset[int]:
    if not people:
        return frozenset()
    return frozenset(row.id for row in rows.fetch(ACTIVE, {"people": list(people)}))


def _signed_in(listeners: Collection[Listener]) -> set[Listener]:
    """Without those who signed out since; who came by a token or as a visitor has no session."""
    keys = {one.session for one in listeners if one.session}
    if not keys:
        return set(listeners)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    found = rows.fetch(SESSIONS, {"keys": list(keys), "now": now})
    valid = {row.session_key for row in found}
    return {one for one in listeners if not one.session or one.session in valid}
