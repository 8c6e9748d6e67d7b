"""Everything of one person, as files for a zip. What belongs to others is not in it."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from lorehouse.groups.models import Membership
from lorehouse.items.models import Attachment, Item, Revision
from lorehouse.library.models import Proposal, Review
from lorehouse.people.actions.leaving import COUNTED, fields_of_person
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import own_ids

#: Tables that say nothing of their person, or would tell a secret of the house.
LEFT_OUT = frozenset(
    {
        "belongings.export",
        "connect.keptanswer",
        "pseudonyms.seal",
        "groups.holding",
        "groups.membership",
    }
)
SECRETS = frozenset({"password", "digest", "token", "secret", "key", "auth", "p256dh", "endpoint"})
PROFILE = (
    "email", "name", "handle", "role", "standing", "position", "show_position", "bio",
    "asks_about", "learns", "timezone", "language", "joined_at",
)  # fmt: skip
README = """Everything that Lorehouse keeps of you.

profile.json        what your profile says
items.jsonl         what you wrote, one thing a line, with its earlier versions by you; what you
                    wrote under a pseudonym names it, so keep this file to yourself
proposals.jsonl     texts you proposed for articles
reviews.jsonl       what you said in reviews
groups.jsonl        the groups you are in
own/*.jsonl         everything else that is yours alone: votes, reactions, bookmarks, drafts, …
attachments/        the files you uploaded

Things of others are named by their number; at /items/NUMBER/ you find those you may read.
"""

Row = dict[str, Any]
Count = Callable[[int], None]


def size_of(person: Person) -> int:
    """How many things `write` will write, for showing how far it is."""
    own = own_ids(person)
    tables = [Item.objects.filter(author__in=own), Attachment.objects.filter(uploader__in=own)]
    return sum(rows.count() for rows in [*tables, *(rows for _, rows in _own_tables(person))])


def write(person: Person, target: IO[bytes], count: Count) -> None:
    """Write the zip; `count` is told how many things were written since it was last told."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("profile.json", _json(_profile(person), indent=2))
        _lines(archive, "items.jsonl", _items(person), count)
        proposals = Proposal.objects.filter(author=person).order_by("pk")
        _lines(archive, "proposals.jsonl", map(_row, proposals.iterator()))
        reviews = Review.objects.filter(reviewer=person).order_by("pk")
        _lines(archive, "reviews.jsonl", map(_row, reviews.iterator()))
        _lines(archive, "groups.jsonl", _groups(person))
        for name, rows in _own_tables(person):
            _lines(archive, f"own/{name}.jsonl", map(_row, rows.iterator()), count)
        for file in (
            Attachment.objects.filter(uploader__in=own_ids(person)).order_by("at").iterator()
        ):
            with file.file.open("rb") as content:
                archive.writestr(f"attachments/{file.pk}/{file.name}", content.read())
            count(1)


def _profile(person: Person) -> Row:
    profile: Row = {name: getattr(person, name) for name in PROFILE}
    profile["department"] = person.department.name if person.department else None
    profile["organisation"] = person.organisation.name if person.organisation else None
    return profile


def _items(person: Person) -> Iterator[Row]:
    """What they wrote, also under a pseudonym, which is named beside it.

    An article's text may be by several; theirs are the versions they saved.
    """
    own = own_ids(person)
    written = Item.objects.filter(author__in=own).select_related("audience", "author")
    written = written.order_by("pk")
    for item in written.prefetch_related("taggings__tag").iterator(chunk_size=200):
        versions = Revision.objects.filter(item=item, editor__in=own).order_by("number")
        yield {
            "id": item.pk,
            "kind": item.kind,
            "state": item.state,
            "pseudonym": item.author.name if item.author_id != person.pk else None,
            "title": item.title,
            "body": item.body,
            "tags": [one.tag.name for one in item.taggings.all()],
            "audience": item.audience.name,
            "reply_to": item.parent_id,
            "created": item.created_at,
            "edited": item.edited_at,
            "score": item.score,
            "versions": list(versions.values("number", "title", "body", "at", "note")),
        }


def _groups(person: Person) -> Iterator[Row]:
    rows = Membership.objects.filter(person=person).order_by("said_yes_at")
    for one in rows.select_related("group"):
        yield {
            "slug": one.group.slug,
            "name": one.group.name,
            "said_yes": one.said_yes_at,
            "is_steward": one.is_steward,
        }


def _own_tables(person: Person) -> Iterator[tuple[str, "models.QuerySet[models.Model]"]]:
    """The tables whose rows belong to one person, whichever room keeps them."""
    for field in fields_of_person():
        label = field.model._meta.label_lower
        if label not in LEFT_OUT:
            rows = field.model._base_manager.filter(**{field.name: person.pk}).order_by("pk")
            yield (label if label in COUNTED else f"{label}-{field.name}"), rows


def _row(one: models.Model) -> Row:
    fields = [field for field in one._meta.concrete_fields if field.name not in SECRETS]
    return {field.attname: field.value_from_object(one) for field in fields}


def _lines(
    archive: ZipFile, name: str, rows: Iterable[Row], count: Count = lambda number: None
) -> None:
    """A file of one JSON value a line; none when there is nothing."""
    file: IO[bytes] | None = None
    for row in rows:
        file = file or archive.open(name, "w")
        file.write(f"{_json(row)}\n".encode())
        count(1)
    if file is not None:
        file.close()


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=indent)
