"""Who may do what with an item."""

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item, List, Removal
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import is_own, own_ids

WIDE = frozenset({Audience.Kind.PUBLIC, Audience.Kind.MEMBERS})


def may_see(person: Person | Visitor, item: Item) -> bool:
    """Whether `person` may read `item`: the same rule as `visible_to`, for one item at hand."""
    if item.audience_id not in audience_ids(person):
        return False
    if item.state == Item.State.DRAFT:
        return is_own(person, item.author_id)
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
        and item.state == Item.State.LIVE
        and may_see(person, item)
        and not is_own(person, item.author_id)
    )


def may_react(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in and sees a live item may react to it."""
    return isinstance(person, Person) and item.state == Item.State.LIVE and may_see(person, item)


def may_edit(person: Person | Visitor, item: Item) -> bool:
    """Writers edit what they wrote, as long as they may read it. Articles have their own rule."""
    return (
        isinstance(person, Person)
        and item.kind != Item.Kind.ARTICLE
        and may_see(person, item)
        and is_own(person, item.author_id)
    )


def may_remove(person: Person | Visitor, item: Item) -> bool:
    """Writers take back what they wrote. What breaks a rule is taken away in `moderation`.

    Articles are archived by the library instead.
    """
    return (
        isinstance(person, Person)
        and item.kind != Item.Kind.ARTICLE
        and item.audience_id in audience_ids(person)
        and is_own(person, item.author_id)
    )


def may_restore(person: Person | Visitor, item: Item) -> bool:
    """Writers bring back what they took back themselves."""
    if not may_remove(person, item) or item.state != Item.State.REMOVED:
        return False
    return Removal.objects.filter(item=item, remover_id__in=own_ids(person)).exists()


def may_upload(person: Person | Visitor) -> bool:
    """Everybody with an account may upload files for what they write."""
    return isinstance(person, Person)


def may_list(person: Person | Visitor, item: Item) -> bool:
    """Who is signed in puts on a list whatever live item they see."""
    return may_react(person, item)


def may_keep_list(person: Person | Visitor, kept: List) -> bool:
    """A list is its keeper's alone."""
    return isinstance(person, Person) and kept.keeper_id == person.pk


def may_follow_list(person: Person | Visitor, followed: List) -> bool:
    """One follows lists of others that are shared with one."""
    return (
        isinstance(person, Person)
        and followed.keeper_id != person.pk
        and followed.audience_id in audience_ids(person)
    )
