"""What is exported, and how one item reads as a record."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet

from lorehouse.connect.importers.models import Identity
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item, Tagging
from lorehouse.people.models import Person
from lorehouse.stream.models import Question

#: Kinds that docs/api.md names for records; others are counted as left behind.
KINDS = (
    "article", "question", "answer", "note", "blog", "comment",
    "link", "idea", "poll", "argument", "experience",
)  # fmt: skip
_AT_ONCE = 500
WITHOUT_ADDRESS = {Person.Standing.SHADOW, Person.Standing.PSEUDONYM}

Record = dict[str, Any]


@dataclass
class Tally:
    """How many items left, by kind, and how many of other kinds stayed."""

    done: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def exported(reader: Person | None) -> QuerySet[Item]:
    """The live items that `reader` may read; all live items for whoever runs the house (None).

    Threads come before their replies.
    """
    items = Item.objects.live() if reader is None else Item.objects.visible_to(reader).live()
    return items.order_by(F("root_id").asc(nulls_first=True), "pk")


def records(items: QuerySet[Item], tally: Tally) -> Iterator[tuple[Item, Record]]:
    """Each item with its record; what is not one of KINDS, and what is below it, is counted."""
    left: set[int] = set()
    whole = items.select_related(
        "author__department", "audience__group", "article__space", "article__parent",
        "poll", "idea", "share", "argument", "experience",
    ).prefetch_related("poll__options", "idea__steps")  # fmt: skip
    batch: list[Item] = []
    for item in whole.iterator(chunk_size=_AT_ONCE):
        if item.kind not in KINDS or item.parent_id in left:
            left.add(item.pk)
            tally.left[item.kind] += 1
            continue
        tally.done[item.kind] += 1
        batch.append(item)
        if len(batch) == _AT_ONCE:
            yield from _with_records(batch)
            batch = []
    yield from _with_records(batch)


def _with_records(batch: list[Item]) -> Iterator[tuple[Item, Record]]:
    ids = [item.pk for item in batch]
    tags: dict[int, list[str]] = {}
    for pk, tag in Tagging.objects.filter(item__in=ids).values_list("item_id", "tag__name"):
        tags.setdefault(pk, []).append(tag)
    accepted = set(
        Question.objects.filter(accepted_answer__in=ids).values_list("accepted_answer", flat=True)
    )
    emails = dict(
        Identity.objects.filter(shadow__in={item.author_id for item in batch}).values_list(
            "shadow_id", "email"
        )
    )
    for item in batch:
        is_shadow = item.author.standing in WITHOUT_ADDRESS
        email = emails.get(item.author_id) or ("" if is_shadow else item.author.email)
        yield item, _record(item, sorted(tags.get(item.pk, ())), item.pk in accepted, email)


def _record(item: Item, tags: list[str], accepted: bool, email: str) -> Record:
    record: Record = {
        "id": str(item.pk),
        "kind": item.kind,
        "title": item.title,
        "body": item.body,
        "author": _author(item.author, email),
        "created": item.created_at.isoformat(),
        "edited": item.edited_at.isoformat() if item.edited_at else None,
        "reply_to": str(item.parent_id) if item.parent_id else None,
        "accepted": accepted,
        "score": item.score,
        "tags": tags,
        **({} if item.parent_id else _audience(item.audience)),
    }
    if item.kind == Item.Kind.ARTICLE:
        record |= _shelf(item)
    record |= _OF_KIND.get(item.kind, _nothing)(item)
    return {name: value for name, value in record.items() if value not in (None, "", [], False)} | {
        "body": item.body
    }


def _author(person: Person, email: str) -> Record:
    department = person.department.name if person.department else None
    author = {"name": person.name, "email": email, "department": department}
    return {name: value for name, value in author.items() if value}


def _audience(audience: Audience) -> Record:
    if audience.kind == Audience.Kind.GROUP:
        return {"group": audience.group.slug}
    if audience.kind in (Audience.Kind.PUBLIC, Audience.Kind.MEMBERS):
        return {"audience": audience.kind}
    return {"audience": audience.name}


def _shelf(item: Item) -> Record:
    article = item.article
    return {
        "space": article.space.slug,
        "slug": article.slug,
        "type": article.type,
        "position": article.position or None,
        "under": str(article.parent_id) if article.parent_id else None,
    }


def _poll(item: Item) -> Record:
    """What could be chosen; who chose what stays with them."""
    poll = item.poll
    return {
        "options": [option.text for option in poll.options.all()],
        "several": poll.several,
        "closes": poll.closes_at.isoformat() if poll.closes_at else None,
    }


def _idea(item: Item) -> Record:
    steps = item.idea.steps.all()
    path = [{"stage": one.stage, "reason": one.reason, "at": one.at.isoformat()} for one in steps]
    return {"stage": item.idea.stage, "path": path}


def _tried(item: Item) -> Record:
    said = item.experience
    return {"outcome": said.outcome, "circumstances": said.circumstances}


def _nothing(item: Item) -> Record:
    return {}


_OF_KIND: dict[str, Callable[[Item], Record]] = {
    Item.Kind.POLL: _poll,
    Item.Kind.IDEA: _idea,
    Item.Kind.LINK: lambda item: {"address": item.share.address},
    Item.Kind.ARGUMENT: lambda item: {"side": item.argument.side},
    Item.Kind.EXPERIENCE: _tried,
}
