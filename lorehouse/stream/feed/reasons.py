"""Why each thread is in somebody's own feed. Said of what they chose, never of what they are."""

from collections.abc import Mapping, Sequence
from typing import Any

from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import is_own
from lorehouse.stream.feed.interests import Interests
from lorehouse.stream.feed.questions import WHO_FOUND_USEFUL
from lorehouse.stream.feed.shapes import Reason

Tags = Mapping[int, Sequence[tuple[int, str]]]


def reasons_for(
    reader: Person | Visitor, found: Sequence[Any], tags: Tags, interests: Interests
) -> dict[int, Reason]:
    """The nearest reason for each of these rows, by item."""
    reasons = {
        row.pk: reason
        for row in found
        if (reason := _own(reader, row, tags.get(row.pk, ()), interests))
    }
    others = [row.pk for row in found if row.pk not in reasons]
    return reasons | _of_peers(reader, others, interests)


def _own(
    reader: Person | Visitor, row: Any, tags: Sequence[tuple[int, str]], interests: Interests
) -> Reason | None:
    """The reason that lies in the row itself, the nearest first."""
    if row.kind == "question" and row.reply_count and is_own(reader, row.author_id):
        return Reason(kind="answer")
    if row.author_id in interests.people:
        return Reason(kind="person", name=row.author_name, url=f"/people/{row.author_handle}/")
    for tag, name in tags:
        if tag in interests.tags:
            return Reason(kind="tag", name=name, url=f"/tags/{name}/")
    if row.audience_id in interests.groups:
        kind = "group" if row.audience_id in interests.own_groups else "followed-group"
        return Reason(kind=kind, name=row.audience_name, url=f"/groups/{row.group_slug}/")
    return None


def _of_peers(
    reader: Person | Visitor, items: list[int], interests: Interests
) -> dict[int, Reason]:
    """Of each item the group most of whose people found it useful."""
    if not items or not interests.own_groups:
        return {}
    values = {"items": items, "peers": interests.own_groups, "reader": reader.pk or 0}
    return {
        row.item_id: Reason(
            kind="peers", name=row.name, url=f"/groups/{row.slug}/", number=row.number
        )
        for row in rows.fetch(WHO_FOUND_USEFUL, values)
    }
