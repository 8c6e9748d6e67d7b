"""Who may do what in the stream."""

from lorehouse.groups import policy as groups
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.items.policy import may_reply, may_see
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import is_own

ROOT_KINDS = (
    Item.Kind.QUESTION,
    Item.Kind.NOTE,
    Item.Kind.LINK,
    Item.Kind.BLOG,
    Item.Kind.IDEA,
    Item.Kind.POLL,
)


def may_accept(person: Person | Visitor, question: Item) -> bool:
    """The asker decides what solved the question; moderators for askers who cannot any more."""
    if not isinstance(person, Person) or not may_see(person, question):
        return False
    if is_own(person, question.author_id):
        return True
    return person.is_moderator and question.author.standing == Person.Standing.SHADOW


def may_vote_in_poll(person: Person | Visitor, poll: Item) -> bool:
    """Who may reply to a poll may vote in it."""
    return may_reply(person, poll)


def may_close(person: Person | Visitor, poll: Item) -> bool:
    """Whoever opened it, and moderators."""
    if not isinstance(person, Person) or not may_see(person, poll):
        return False
    return person.is_moderator or is_own(person, poll.author_id)


def may_move(person: Person | Visitor, idea: Item) -> bool:
    """Its author; in a group its stewards; elsewhere moderators."""
    if not isinstance(person, Person) or not may_see(person, idea):
        return False
    if is_own(person, idea.author_id):
        return True
    if idea.audience.kind == Audience.Kind.GROUP:
        return groups.may_steward(person, idea.audience.group)
    return person.is_moderator
