"""What a notice is about, as its person may see it now. The rooms that keep it say so.

A notice names its subject by kind and id and holds no words of it. Whoever shows or sends a
notice asks here; a subject its person may not see (any more) is not there, nor is the notice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lorehouse.people.models import Person
from lorehouse.ui import slots

Ref = tuple[str, int]  # kind and id


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A thing as its reader may see it. A reply by mail goes to `item_id`."""

    title: str
    address: str
    excerpt: str = ""
    by: str = ""  # the name of who did it
    place: str = ""  # the group, space or audience it is in
    item_id: int | None = None


def seen_by(person: Person, refs: Iterable[Ref]) -> Mapping[Ref, Subject]:
    """Those of `refs` that `person` may see now, with what is to be said of them."""
    ids: dict[str, set[int]] = {}
    for kind, pk in refs:
        ids.setdefault(kind, set()).add(pk)
    return {
        (kind, pk): subject
        for kind, wanted in ids.items()
        for found in slots.fill("notice.subjects", person, kind, frozenset(wanted))
        for pk, subject in found.items()
    }
