"""The address of a list as an Atom feed: one's own for who is signed in, else the public one."""

from django.utils import timezone

from lorehouse.notify import actions, tokens
from lorehouse.people.models import Person, Visitor


def feed_address(reader: Person | Visitor, name: str, *, for_visitors: bool = False) -> str:
    """Where `reader` finds the list called `name` (such as "groups/gardeners") as a feed.

    A visitor finds it only where there is something `for_visitors`; else it is empty. Whoever is
    signed in has an address of their own, which opens what they may read.
    """
    if not isinstance(reader, Person):
        return f"/feeds/{name}.atom" if for_visitors else ""
    preferences = actions.preferences_of(reader, now=timezone.now())
    return f"/feeds/my/{tokens.feed_word(preferences)}/{name}.atom"
