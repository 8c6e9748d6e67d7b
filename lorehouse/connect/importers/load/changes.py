"""Records that were loaded before and differ now: a new revision, never an overwritten one."""

from datetime import datetime

from lorehouse.connect.importers.load.items import accept, created_at
from lorehouse.connect.importers.load.references import Tags
from lorehouse.connect.importers.load.texts import Prepared
from lorehouse.connect.importers.records import ItemRecord
from lorehouse.items import naming, standing
from lorehouse.items.actions.posting import keep_revision
from lorehouse.items.models import Item, Revision
from lorehouse.items.ranking import wilson_lower_bound
from lorehouse.library.models import Article


def update(
    item: Item,
    record: ItemRecord,
    text: Prepared,
    *,
    editor_id: int,
    loaded_version: int | None,
    tags: Tags,
    now: datetime,
) -> str:
    """Bring `item` to what its source says now; within the caller's transaction.

    Returns why its text was left as it is, or nothing. A text that was edited here since it came
    stays: both cannot be kept as the present one.
    """
    reason = ""
    if (item.title, item.body) != (text.title, text.body):
        if loaded_version is not None and item.version != loaded_version:
            reason = "texts changed both here and in the source (ours stay)"
        else:
            _rewrite(item, record, text, editor_id, now)
    _recount(item, record)
    item.heat = standing.heat_of(item)
    item.save()
    tags.file([(item.pk, record.tags)])
    if record.accepted and item.parent_id:
        accept([(item.parent_id, item.pk, created_at(record, now))])
    if record.shelf is not None:
        Article.objects.filter(pk=item.pk).update(position=record.shelf.position)
    return reason


def _rewrite(item: Item, record: ItemRecord, text: Prepared, editor_id: int, now: datetime) -> None:
    keep_revision(item)
    item.version += 1
    item.edited_at = min(record.edited, now) if record.edited else now
    Revision.objects.create(
        item=item, number=item.version, editor_id=editor_id, at=item.edited_at,
        note=record.note[:250],
    )  # fmt: skip
    item.title, item.body, item.html = text.title, text.body, text.rendered.html
    item.excerpt, item.contents, item.language = text.excerpt, text.contents, text.language
    naming.note_wanted(item, text.rendered, text.found)


def _recount(item: Item, record: ItemRecord) -> None:
    """The votes brought along are those of today; votes cast here stay on top of them."""
    here_up = item.votes_up - item.carried_up
    here_down = item.votes_down - item.carried_down
    item.carried_up, item.carried_down = record.up, record.down
    item.votes_up, item.votes_down = record.up + here_up, record.down + here_down
    item.score = item.votes_up - item.votes_down
    item.merit = wilson_lower_bound(item.votes_up, item.votes_up + item.votes_down)
