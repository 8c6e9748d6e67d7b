"""As whom somebody posts, and what of their files goes with it."""

from datetime import datetime

from lorehouse.items import actions as items
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.pseudonyms import actions as pseudonyms


def as_author(*, writer: Person, voice: str, body: str, now: datetime) -> tuple[Person, str]:
    """The author of what `writer` posts under the name they chose, and the text as it may stand.

    `voice` is empty for their own name: see `pseudonyms.actions.speak`. Call it in the transaction
    that posts. Raises NotAllowed, Unfit, TooMuch.
    """
    author = pseudonyms.speak(person=writer, word=voice, now=now)
    if author != writer:
        moderation.check_owner(writer, body=body, now=now)
        body = items.hand_over(owner=writer, voice=author, body=body, now=now)
    return author, body
