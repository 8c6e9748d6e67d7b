"""Who may turn talk into articles."""

from lorehouse.groups.audiences import audience_ids
from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor


def may_distil(person: Person | Visitor, thread: Item) -> bool:
    """Every member may distil a conversation they can read."""
    return (
        thread.lane == Item.Lane.STREAM
        and thread.parent_id is None
        and thread.state == Item.State.LIVE
        and may_distil_from(person, thread.audience_id)
    )


def may_distil_from(person: Person | Visitor, audience_id: int) -> bool:
    """As `may_distil`, for a conversation of which only the audience is at hand."""
    return person.is_member and audience_id in audience_ids(person)
