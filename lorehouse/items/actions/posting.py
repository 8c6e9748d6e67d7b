"""Posting and editing. The lanes call these; who may do it is decided there and here."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from lorehouse.groups import policy as groups
from lorehouse.groups.models import Audience
from lorehouse.items import facts, policy, standing, writing
from lorehouse.items.actions import attaching
from lorehouse.items.models import Item, Revision
from lorehouse.items.writing import Text
from lorehouse.ledger import book
from lorehouse.ledger.facts import Fact
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.lib.languages import detect
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking


class EditConflict(Conflict):
    """Somebody saved another version meanwhile; `latest` is the item as it stands now."""

    def __init__(self, latest: Item) -> None:
        super().__init__(
            "Somebody else saved this while you were writing. "
            "Your text is kept below; compare and save again."
        )
        self.latest = latest


def post(
    *,
    author: Person,
    kind: str,
    lane: str,
    audience: Audience | None = None,
    parent: Item | None = None,
    title: str = "",
    body: str,
    tags: Sequence[str] = (),
    language: str = "",
    state: str = Item.State.LIVE,
    now: datetime,
) -> Item:
    """Contribute something: to `audience`, or below `parent`, whose audience it shares.

    The text is rendered before the transaction begins, which is `_post`.
    Raises NotAllowed, and Unfit when there is no text or it is too long.
    """
    text = Text(title, body, writer=author)
    if not text.body and not text.title:
        raise Unfit(gettext("Write something first."))
    text.refuse_crowds()
    item = Item(
        kind=kind,
        lane=parent.lane if parent else lane,
        state=state,
        author=author,
        parent=parent,
        language=language or detect(f"{text.title}\n{text.rendered.text}"),
        created_at=now,
        active_at=now,
    )
    item.heat, item.waits = standing.heat_of(item), kind == Item.Kind.QUESTION
    text.put_into(item)
    return _post(item=item, audience=audience, text=text, tags=tags, now=now)


@transaction.atomic
def _post(
    *, item: Item, audience: Audience | None, text: Text, tags: Sequence[str], now: datetime
) -> Item:
    if item.parent is not None:
        _place_below(item, Item.objects.select_for_update().get(pk=item.parent.pk), now)
    elif audience is None or not groups.may_share_with(item.author, audience):
        raise NotAllowed(gettext("You cannot post to this audience."))
    else:
        item.audience = audience
    item.save()
    # A new item has no tags and links of before that would have to go.
    if tags or text.rendered.tags:
        writing.file_under(item, tags, written=text.rendered.tags)
    if text.points_somewhere:
        text.note(item, writer=item.author, now=now)
    book.record(facts.ItemPosted(item_id=item.pk), by=item.author, at=now)
    return item


def _place_below(item: Item, parent: Item, now: datetime) -> None:
    """Put `item` into the thread of `parent` and count it. Raises NotAllowed."""
    if not policy.may_reply(item.author, parent):
        raise NotAllowed(gettext("You cannot reply here."))
    item.parent, item.audience_id = parent, parent.audience_id
    item.root_id = parent.root_or_self_id
    if item.state == Item.State.LIVE:
        _appear_below(item, now)


def _appear_below(item: Item, now: datetime) -> None:
    """A reply is seen: its parent has one more, and its thread has grown."""
    count_reply(item, +1)
    if item.root_id:
        Item.objects.filter(pk=item.root_id, active_at__lt=now).update(active_at=now)
        standing.settle([item.root_id])


def count_reply(item: Item, step: int) -> None:
    """Let what `item` replies to have one live reply more (+1) or less (-1)."""
    if item.parent_id:
        Item.objects.filter(pk=item.parent_id).update(reply_count=F("reply_count") + step)


def edit(
    *,
    editor: Person,
    item: Item,
    title: str,
    body: str,
    tags: Iterable[str] | None = None,
    note: str = "",
    base_version: int | None = None,
    now: datetime,
) -> Item:
    """Save a new version of something one wrote; the version before is kept as a revision.

    `base_version` is the version the editor started from. Raises NotAllowed, Unfit, EditConflict.
    """
    if not policy.may_edit(editor, item):
        raise NotAllowed(gettext("You can edit only what you wrote."))
    writing.refuse_crowds(body)
    voice = speaking(editor, item.author_id)
    if voice != editor:
        body = attaching.hand_over(owner=editor, voice=voice, body=body, now=now)
    return rewrite(
        editor=voice,
        item=item,
        title=title,
        body=body,
        tags=tags,
        note=note,
        base_version=base_version,
        now=now,
    )


def rewrite(
    *,
    editor: Person,
    item: Item,
    title: str,
    body: str,
    tags: Iterable[str] | None = None,
    note: str = "",
    base_version: int | None = None,
    now: datetime,
) -> Item:
    """As `edit`, for callers that have decided themselves who may: the library, after approval.

    The transaction is `_rewrite`; the text is rendered before it.
    """
    text = Text(title, body, writer=editor)
    if not text.body and not text.title:
        raise Unfit(gettext("Write something first."))
    return _rewrite(
        editor=editor,
        pk=item.pk,
        text=text,
        tags=tags,
        note=note,
        base_version=base_version,
        now=now,
    )


@transaction.atomic
def _rewrite(
    *,
    editor: Person,
    pk: int,
    text: Text,
    tags: Iterable[str] | None,
    note: str,
    base_version: int | None,
    now: datetime,
) -> Item:
    item = Item.objects.select_for_update().get(pk=pk)
    if base_version is not None and base_version != item.version:
        raise EditConflict(item)
    if (item.title, item.body) != (text.title, text.body):
        if item.version:  # an article that was never live has no text to keep
            keep_revision(item)
        item.version += 1
        item.edited_at = now
        _sign_version(item, editor, note)
        text.put_into(item)
        item.save()
        text.note(item, writer=editor, now=now)
    if tags is not None:
        writing.file_under(item, tags, written=text.rendered.tags)
    book.record(facts.ItemEdited(item_id=item.pk, version=item.version), by=editor, at=now)
    return item


def keep_revision(item: Item) -> None:
    """Keep the text of `item` as it stands as its revision of that number."""
    Revision.objects.update_or_create(
        item=item,
        number=item.version,
        defaults={"title": item.title, "body": item.body, "audience": item.audience},
        create_defaults={
            "title": item.title,
            "body": item.body,
            "audience": item.audience,
            "editor_id": item.author_id,
            "at": item.edited_at or item.created_at,
        },
    )


def _sign_version(item: Item, editor: Person, note: str) -> None:
    """Note who makes the version that begins now; its text is filled in when it is replaced."""
    Revision.objects.create(
        item=item,
        number=item.version,
        editor=editor,
        at=item.edited_at or item.created_at,
        note=note[:250],
    )


@transaction.atomic
def go_live(*, by: Person, item: Item, now: datetime) -> None:
    """Let the audience see a draft. The lane has decided that it may."""
    if set_state(item, Item.State.DRAFT, Item.State.LIVE):
        _appear_below(item, now)
        book.record(facts.ItemWentLive(item_id=item.pk), by=by, at=now)


@transaction.atomic
def withdraw(*, by: Person, item: Item, now: datetime) -> None:
    """Make a live item a draft again. The lane has decided that it may."""
    if set_state(item, Item.State.LIVE, Item.State.DRAFT):
        count_reply(item, -1)
        book.record(facts.ItemWithdrawn(item_id=item.pk), by=by, at=now)


@transaction.atomic
def change_audience(*, by: Person, item: Item, audience: Audience, now: datetime) -> None:
    """Give a thread or an article another audience. Whoever calls has asked the disclosure gate."""
    if item.parent_id is not None:
        raise Unfit(gettext("A reply has the audience of what it replies to."))
    thread = Item.objects.of_thread(item)
    thread.update(audience=audience)
    item.audience = audience
    standing.repeat([item.pk])
    fact: Fact = facts.AudienceChanged(item_id=item.pk, audience_id=audience.pk)
    book.record(fact, by=by, at=now)


def set_state(item: Item, old: str, new: str) -> bool:
    """Change the state of `item` if it is `old`; say whether it was."""
    changed = Item.objects.filter(pk=item.pk, state=old).update(state=new)
    if changed:
        item.state = new
        standing.repeat([item.pk])
    return bool(changed)
