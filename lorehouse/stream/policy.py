"""Who may do what in the stream."""

from lorehouse.items.models import Item
from lorehouse.items.policy import may_see
from lorehouse.people.models import Person, Visitor

ROOT_KINDS = (Item.Kind.NOTE, Item.Kind.BLOG, Item.Kind.QUESTION)


def may_accept(person: Person | Visitor, question: Item) -> bool:
    """The asker decides what solved the question; moderators for askers who cannot any more."""
    if not isinstance(person, Person) or not may_see(person, question):
        return False
    if question.author_id == person.pk:
        return True
    return person.is_moderator and question.author.standing == Person.Standing.SHADOW
