"""Who may do what with an item."""

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item, Removal
from lorehouse.people.models import Person, Visitor

WIDE = frozenset({Audience.Kind.PUBLIC, Audience.Kind.MEMBERS})


def may_see(person: Person | Visitor, item: Item) -> bool:
    """Whether `person` may read `item`: the same rule as `visible_to`, for one item at hand."""
    if item.audience_id not in audience_ids(person):
        return False
    if item.state == Item.State.DRAFT:
        return bool(person.pk) and item.author_id == person.pk
    return item.state == Item.State.LIVE


def may_reply(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in and sees a live item may reply to it.

    Guests reply where they were let in, not to what everybody or all members may read. A closed
    group's talk is seen by its members only; an open group chose to be read, and answered.
    """
    return (
        isinstance(person, Person)
        and item.state == Item.State.LIVE
        and item.audience_id in audience_ids(person)
        and (person.is_member or item.audience.kind not in WIDE)
    )


def may_vote(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in and sees a live item of somebody else may judge it."""
    return (
        isinstance(person, Person)
        and item.author_id != person.pk
        and item.state == Item.State.LIVE
        and may_see(person, item)
    )


def may_react(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in and sees a live item may react to it."""
    return isinstance(person, Person) and item.state == Item.State.LIVE and may_see(person, item)


def may_edit(person: Person | Visitor, item: Item) -> bool:
    """Writers edit what they wrote, as long as they may read it. Articles have their own rule."""
    return (
        isinstance(person, Person)
        and item.kind != Item.Kind.ARTICLE
        and item.author_id == person.pk
        and may_see(person, item)
    )


def may_remove(person: Person | Visitor, item: Item) -> bool:
    """Writers take back what they wrote; moderators take away what breaks a rule.

    Articles are archived by the library instead.
    """
    if not isinstance(person, Person) or item.kind == Item.Kind.ARTICLE:
        return False
    if item.audience_id not in audience_ids(person):
        return False
    return item.author_id == person.pk or person.is_moderator


def may_restore(person: Person | Visitor, item: Item) -> bool:
    """Writers bring back what they took back themselves; moderators whatever was removed."""
    if not may_remove(person, item) or item.state != Item.State.REMOVED:
        return False
    if person.is_moderator:
        return True
    return Removal.objects.filter(item=item, remover_id=person.pk).exists()


def may_upload(person: Person | Visitor) -> bool:
    """Everybody with an account may upload files for what they write."""
    return isinstance(person, Person)
