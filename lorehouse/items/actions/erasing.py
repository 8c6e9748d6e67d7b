"""Taking somebody's words out of the house, and their handle out of what others wrote.

Each step may be done again: whoever was stopped half-way goes on.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from lorehouse.items import facts
from lorehouse.items.actions.linking import rerender
from lorehouse.items.actions.posting import set_state
from lorehouse.items.actions.removing import recount
from lorehouse.items.models import Attachment, Draft, Item, Name, Revision, Tag, Wanted
from lorehouse.ledger import book
from lorehouse.lib.mentions import mentions, without
from lorehouse.people.models import Person

AT_ONCE = 100
EXTENDED_BY = frozenset({"stream", "library"})  # rooms that say more of an item in rows of theirs
SOMEBODY = "somebody"


def words_of(person: Person) -> "QuerySet[Item]":
    """What `person` said themselves. Articles that were live are the house's, and stay."""
    return Item.objects.filter(author=person).exclude(kind=Item.Kind.ARTICLE, version__gt=0)


def erase_words(*, person: Person, now: datetime) -> None:
    """Take away everything `person` said, with its earlier versions and files.

    Where others answered, a line says that something was erased, so that their words keep their
    place; everything else is removed.
    """
    said = words_of(person).exclude(kind=Item.Kind.ARTICLE)
    for pks in _batches(said):
        with transaction.atomic():
            for item in Item.objects.filter(pk__in=pks):
                _erase(item, now)
    Revision.objects.filter(editor=person).update(note="")


def erase_files(*, person: Person, words_kept: bool, now: datetime) -> None:
    """Delete the files of `person` that no text of others shows, or, where their words are kept,
    those that no text shows. One that stays and is named after them gets a plain name.
    """
    named_after = [person.handle, *(word for word in person.name.split() if len(word) > 2)]
    for file in Attachment.objects.filter(uploader=person):
        used = file.uses.all() if words_kept else file.uses.exclude(item__in=words_of(person))
        if any(word.lower() in file.name.lower() for word in named_after):
            _rename_file(file, now)
        if not used.exists():
            file.file.delete(save=False)
            file.delete()


def erase_handle(*, handle: str, now: datetime) -> None:
    """Where others mention `handle`, write "somebody"; what they wrote stays otherwise."""
    named = Q(body__icontains=f"@{handle}") | Q(body__icontains=f"/people/{handle}")
    for pks in _batches(Item.objects.filter(named)):
        with transaction.atomic():
            changed = [one for one in Item.objects.filter(pk__in=pks) if _rename(one, handle)]
            Item.objects.bulk_update(changed, ["title", "body"])
            rerender([one.pk for one in changed], now=now)
    for revision in Revision.objects.filter(named).iterator():
        revision.body = without(revision.body, handle, SOMEBODY)
        revision.save(update_fields=["body"])
    for draft in Draft.objects.iterator():
        if mentions(handle).search(str(draft.fields)):
            draft.fields = without(draft.fields, handle, SOMEBODY)
            draft.save(update_fields=["fields"])


@transaction.atomic
def _rename_file(file: Attachment, now: datetime) -> None:
    """Give a file a name that says nothing, also in the texts that show it."""
    ending = file.name.rpartition(".")[2]
    file.name = f"file.{ending}"[:200]
    file.save(update_fields=["name"])
    address = re.compile(rf"/attachments/{file.pk}/[^\s)\]\"'>]*")
    shown = Item.objects.filter(body__contains=str(file.pk))
    for item in shown:
        item.body = address.sub(file.get_absolute_url(), item.body)
        item.save(update_fields=["body"])
    rerender([item.pk for item in shown], now=now)
    for revision in Revision.objects.filter(body__contains=str(file.pk)):
        revision.body = address.sub(file.get_absolute_url(), revision.body)
        revision.save(update_fields=["body"])


def _erase(item: Item, now: datetime) -> None:
    """Blank one item: a line in its place where others answered, nothing otherwise."""
    below = Item.objects.live().exclude(author=item.author_id)
    answered = below.filter(Q(parent=item) | Q(root=item)).exists()
    item.revisions.all().delete()
    filed_under = [one.tag_id for one in item.taggings.all()]
    item.taggings.all().delete()
    Tag.objects.filter(pk__in=filed_under, taggings=None).delete()  # a word only they used
    item.links_out.all().delete()
    Name.objects.filter(item=item).delete()
    Wanted.objects.filter(item=item).delete()
    item.attachment_uses.all().delete()
    _blank_extensions(item)
    item.title = gettext("Erased") if answered and item.title else ""
    line = gettext("Whoever wrote this has erased it.")
    item.body, item.html = (f"*{line}*", f"<p><em>{line}</em></p>") if answered else ("", "")
    item.excerpt = line if answered else ""
    item.contents, item.source, item.source_id = [], "", ""
    item.save()
    if answered or item.state != Item.State.LIVE:
        fact = facts.ItemEdited(item_id=item.pk, version=item.version)
        book.record(fact, by=None, at=now)
    elif set_state(item, Item.State.LIVE, Item.State.REMOVED):
        book.record(facts.ItemRemoved(item_id=item.pk), by=None, at=now)
        recount(item, -1)


def _blank_extensions(item: Item) -> None:
    """Empty the free texts in what the lanes say beside an item."""
    for relation in Item._meta.related_objects:
        model = relation.related_model._meta
        if not relation.one_to_one or model.app_label not in EXTENDED_BY:
            continue
        fields = model.get_fields()
        texts = [one for one in fields if isinstance(one, models.CharField | models.TextField)]
        blank = {one.name: "" for one in texts if not one.choices}
        rows = relation.related_model._base_manager.filter(**{relation.field.name: item})
        if blank:
            rows.update(**blank)


def _rename(item: Item, handle: str) -> bool:
    before = (item.title, item.body)
    item.title = without(item.title, handle, SOMEBODY)
    item.body = without(item.body, handle, SOMEBODY)
    return (item.title, item.body) != before


def _batches(rows: "QuerySet[Item]") -> Iterator[list[int]]:
    """The ids of `rows`, some at a time, in their order."""
    last = 0
    while pks := list(
        rows.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    ):
        yield pks
        last = pks[-1]
