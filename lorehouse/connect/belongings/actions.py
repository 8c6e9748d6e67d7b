"""Asking for one's things, and for being erased; and the worker's part of both."""

import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext

from lorehouse.bridge import actions as bridge
from lorehouse.bridge.models import Provenance
from lorehouse.connect.belongings import collecting, facts
from lorehouse.connect.belongings.models import Erasure, Export
from lorehouse.connect.importers.models import Identity
from lorehouse.disclosure.models import Passage
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Membership
from lorehouse.items import actions as items
from lorehouse.items.models import Attachment, Draft, Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Article
from lorehouse.people import actions as people
from lorehouse.people import policy
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.stream import actions as stream

GRACE = timedelta(days=14)
KEPT_FOR = timedelta(days=7)
TELL_EVERY = 50  # things written between two looks of the page


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What an erasure would meet: numbers for the page that asks for the last word."""

    said: int  # posts, answers, comments: gone, or kept as somebody's
    sealed: int  # the same under pseudonyms: gone, or kept under those names
    files: int
    drafts: int
    articles: int  # reviewed and published: the house's, they stay
    passages: int  # quoted beside articles
    owned: int  # articles that somebody else should look after
    alone: int  # groups that nobody else looks after


@transaction.atomic
def ask_export(*, person: Person, now: datetime) -> Export:
    """Have the worker put everything of `person` into one file. Asking twice makes one."""
    if waiting := Export.objects.filter(person=person, state=Export.State.WAITING).first():
        return waiting
    made = Export.objects.create(person=person, asked_at=now)
    book.record(facts.ExportAsked(export_id=made.pk), by=person, at=now)
    return made


def make_export(export: Export, *, now: datetime) -> None:
    """Write the file. Done again from the start when it was broken off; one before it goes."""
    person, written = export.person, 0

    def count(number: int) -> None:
        nonlocal written
        written += number
        if written % TELL_EVERY == 0:
            Export.objects.filter(pk=export.pk).update(done=written)

    Export.objects.filter(pk=export.pk).update(total=collecting.size_of(person), done=0)
    with tempfile.TemporaryFile() as target:
        collecting.write(person, target, count)
        size = target.tell()
        target.seek(0)
        place = default_storage.save(f"exports/{uuid4()}.zip", File(target))
    for old in Export.objects.filter(person=person).exclude(pk=export.pk):
        drop_export(old)
    Export.objects.filter(pk=export.pk).update(
        state=Export.State.READY, file=place, size=size, done=written, total=written, ready_at=now
    )


def drop_export(export: Export) -> None:
    """Delete a file and the row that says where it is."""
    if export.file:
        default_storage.delete(export.file)
    export.delete()


def preview(person: Person) -> Preview:
    """What erasing `person` would meet."""
    own = own_ids(person)
    stewards = Membership.objects.filter(is_steward=True)
    mine = stewards.filter(person=person).values("group")
    shared = stewards.filter(group__in=mine).exclude(person=person).values("group")
    return Preview(
        said=_said_by(person),
        sealed=sum(_said_by(one) for one in _names_of(person) if one.pk != person.pk),
        files=Attachment.objects.filter(uploader__in=own).count(),
        drafts=Draft.objects.filter(writer=person).count(),
        articles=Article.objects.filter(item__author=person, item__version__gt=0).count(),
        passages=Provenance.objects.filter(source__author__in=own).count(),
        owned=Article.objects.filter(owner=person, item__state=Item.State.LIVE).count(),
        alone=stewards.filter(person=person).exclude(group__in=shared).count(),
    )


def _said_by(author: Person) -> int:
    return items.words_of(author).exclude(kind=Item.Kind.ARTICLE).exclude(body="").count()


@transaction.atomic
def ask_erasure(*, person: Person, words: str, secret: str, now: datetime) -> Erasure:
    """Have `person` erased when GRACE is over. `secret` is their password; the handle of whoever
    has none.

    Raises NotAllowed for a wrong one, Unfit for the last administrator.
    """
    if words not in Erasure.Words.values:
        raise Unfit(gettext("Say whether your words go or stay."))
    knows = person.check_password(secret) if person.has_usable_password() else False
    if not knows and (person.has_usable_password() or secret.strip() != person.handle):
        raise NotAllowed(gettext("That is not your password. Nothing was changed."))
    if not policy.may_go(person):
        raise Unfit(gettext("Somebody has to be administrator: make somebody else one first."))
    asked, fresh = Erasure.objects.update_or_create(
        person=person,
        defaults={"words": words},
        create_defaults={"words": words, "asked_at": now, "due_at": now + GRACE},
    )
    if fresh:
        book.record(facts.ErasureAsked(person_id=person.pk), by=person, at=now)
    return asked


@transaction.atomic
def withdraw_erasure(*, person: Person, now: datetime) -> None:
    """`person` stays after all."""
    gone, _ = Erasure.objects.filter(person=person, done_at=None).delete()
    if gone:
        book.record(facts.ErasureWithdrawn(person_id=person.pk), by=person, at=now)


def carry_out(erasure: Erasure, *, now: datetime) -> None:
    """Erase somebody, room by room; who they were goes last, so that a stop half-way goes on.

    Does nothing while they are the last administrator: what was asked stays asked.
    """
    person = Person.objects.get(pk=erasure.person_id)
    if erasure.done_at is not None or not policy.may_go(person):
        return
    kept, handle = erasure.words == Erasure.Words.KEPT, person.handle
    Person.objects.filter(pk=person.pk).update(is_active=False)  # nothing is written meanwhile
    for export in Export.objects.filter(person=person):
        drop_export(export)
    for name in _names_of(person):
        items.erase_files(person=name, words_kept=kept, now=now)
        if not kept:
            bridge.erase_words(person=name)
            stream.erase_words(person=name)
            items.erase_words(person=name, now=now)
    library.erase_words(person=person, words_kept=kept)
    if not kept:
        Passage.objects.filter(asked_by=person).update(reason="")
    groups.erase_handle(person=person)
    library.erase_handle(handle=handle)
    bridge.erase_handle(handle=handle)
    items.erase_handle(handle=handle, now=now)
    _finish(erasure, person, kept, now)


def _names_of(person: Person) -> list[Person]:
    """Under whom `person` wrote: themselves and their pseudonyms.

    A pseudonym keeps its name, which nobody chose, so that nothing else about it changes when its
    owner becomes somebody; whose it was goes with the owner's own rows.
    """
    return list(Person.objects.filter(pk__in=own_ids(person)).order_by("pk"))


@transaction.atomic
def _finish(erasure: Erasure, person: Person, kept: bool, now: datetime) -> None:
    """The person's own row, and those that imports made of them elsewhere."""
    elsewhere = Identity.objects.filter(claimed_by=person)
    shadows = Person.objects.filter(identity__in=elsewhere)
    for shadow in [*shadows, person]:
        people.erase(person=shadow, words_kept=kept, now=now)
    Erasure.objects.filter(pk=erasure.pk).update(done_at=now)
