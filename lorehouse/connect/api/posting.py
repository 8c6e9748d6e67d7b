"""What a request to post becomes: one action of the stream, under the name that was asked for."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from lorehouse.connect.api.shapes import NewItem
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream
from lorehouse.stream.speaking import as_author

BEGINNINGS: dict[str, Callable[..., Item]] = {
    "note": stream.write_note,
    "blog": stream.publish_blog,
    "link": stream.share,
    "idea": stream.propose,
    "poll": stream.open_poll,
}


@transaction.atomic
def begin(person: Person, audience: Audience, given: NewItem) -> Item:
    """Start a conversation. Raises NotAllowed, Unfit."""
    now = timezone.now()
    author, body = as_author(writer=person, voice=given.pseudonym, body=given.body, now=now)
    shared: dict[str, Any] = {
        "audience": audience,
        "title": given.title,
        "body": body,
        "tags": given.tags,
    }
    if given.kind == "question":
        return stream.ask(asker=author, now=now, **shared)
    return BEGINNINGS[given.kind](author=author, now=now, **shared, **_of_its_kind(given))


def _of_its_kind(given: NewItem) -> dict[str, Any]:
    if given.kind == "link":
        return {"address": given.address}
    if given.kind == "poll":
        return {
            "options": given.options,
            "several": given.several,
            "by_name": given.by_name,
            "results": given.results,
            "closes_at": given.closes,
        }
    return {}


def reply(person: Person, parent: Item, given: NewItem) -> Item:
    """Answer, comment, argue or tell of an experience. Raises NotAllowed, Unfit."""
    more: dict[str, str] = {}
    if given.kind == "argument":
        more = {"side": given.side}
    elif given.kind == "experience":
        more = {"outcome": given.outcome, "circumstances": given.circumstances}
    return reply_with(person, parent, given.kind, given.body, voice=given.pseudonym, **more)


@transaction.atomic
def reply_with(
    person: Person, parent: Item, kind: str, body: str, *, voice: str = "", **more: str
) -> Item:
    """As `reply`, from the words themselves; `more` is what the kind has besides its text."""
    now = timezone.now()
    author, body = as_author(writer=person, voice=voice, body=body, now=now)
    write, below = REPLIES[kind]
    return write(author=author, body=body, now=now, **{below: parent}, **more)


REPLIES: dict[str, tuple[Callable[..., Item], str]] = {
    "answer": (stream.answer, "question"),
    "comment": (stream.comment, "parent"),
    "argument": (stream.argue, "item"),
    "experience": (stream.report, "item"),
}
