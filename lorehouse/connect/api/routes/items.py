"""`/items`: everything that was contributed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from lorehouse.connect.api import answers, posting
from lorehouse.connect.api.paging import listed
from lorehouse.connect.api.reader import reader
from lorehouse.connect.api.shapes import (
    ChangedItem,
    Json,
    NewItem,
    NewReply,
    ReactionValue,
    VoteValue,
)
from lorehouse.groups.models import Audience
from lorehouse.groups.words import audience_named
from lorehouse.items import actions
from lorehouse.items.models import Item
from lorehouse.items.models.items import ItemQuerySet
from lorehouse.lib.errors import Unfit
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.policy import may_decide_about
from lorehouse.moderation.reading import cited
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import is_own
from lorehouse.stream import actions as stream

router = Router(tags=["items"])
ORDERS = {
    "latest": ["-active_at", "-pk"],
    "new": ["-created_at", "-pk"],
    "top": ["-merit", "-score", "-pk"],
}


def readable(person: Person) -> ItemQuerySet:
    """Items that `person` may read, with what an answer needs."""
    return (
        Item.objects.visible_to(person)
        .select_related(*answers.ITEM_RELATIONS)
        .prefetch_related("taggings__tag")
    )


def the_item(request: HttpRequest, item_id: int) -> Item:
    """The item, if the caller may read it."""
    return get_object_or_404(readable(reader(request)), pk=item_id)


@router.get("/items", summary="List items")
def list_items(
    request: HttpRequest,
    kind: str = "",
    lane: str = "",
    group: str = "",
    author: str = "",
    tag: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    sort: str = "latest",
    cursor: str = "",
    limit: int = 30,
) -> Json:
    """What starts a thread, newest activity first; `sort` is latest, new, top or unanswered."""
    given = {
        "kind": kind,
        "audience__group__slug": group,
        "author__handle": author,
        "taggings__tag__name": tag,
        "created_at__gte": since,
        "created_at__lt": until,
    }
    rows = readable(reader(request)).live()
    if kind not in {*posting.REPLIES, "field_note"}:
        rows = rows.roots()
    rows = rows.filter(**{name: value for name, value in given.items() if value})
    if sort == "unanswered":
        rows, sort = rows.filter(question__accepted_answer=None, kind="question"), "latest"
        rows = rows.filter(reply_count=0)
    if sort not in ORDERS:
        raise Unfit("sort is latest, new, top or unanswered.")
    parts = [rows.filter(lane=one) for one in ([lane] if lane else Item.Lane.values)]
    return listed(*parts, order=ORDERS[sort], shape=answers.item, cursor=cursor, limit=limit)


@router.post("/items", response={201: Json}, summary="Post an item")
def post_item(request: HttpRequest, given: NewItem) -> Status[Any]:
    """What begins a conversation goes to an audience or group; answers, comments, arguments and
    experiences go to `reply_to`. Nobody's approval is needed.
    """
    person = reader(request)
    if given.kind in posting.REPLIES:
        if given.reply_to is None:
            raise Unfit(f"reply_to: say which item this {given.kind} is for.")
        made = posting.reply(person, the_item(request, given.reply_to), given)
    elif given.reply_to is not None:
        raise Unfit(f"reply_to: a {given.kind} replies to nothing.")
    else:
        made = posting.begin(person, audience_of(person, given), given)
    return Status(201, answers.item(readable(person).get(pk=made.pk)))


def audience_of(person: Person, given: NewItem) -> Audience:
    """The audience named in a request; members where none is named."""
    if given.group and given.audience:
        raise Unfit("Name an audience or a group, not both.")
    word = f"group:{given.group}" if given.group else given.audience or "members"
    return audience_named(word, reader=person)


@router.get("/items/{item_id}", summary="Read an item")
def get_item(request: HttpRequest, item_id: int) -> Json:
    """One item."""
    return answers.item(the_item(request, item_id))


@router.patch("/items/{item_id}", summary="Edit an item")
def edit_item(request: HttpRequest, item_id: int, given: ChangedItem) -> Json:
    """Change one's own item; the version before is kept. With `version`, a text that somebody
    saved meanwhile is not overwritten: 409.
    """
    item = the_item(request, item_id)
    actions.edit(
        editor=reader(request),
        item=item,
        title=item.title if given.title is None else given.title,
        body=item.body if given.body is None else given.body,
        tags=given.tags,
        note=given.note,
        base_version=given.version,
        now=timezone.now(),
    )
    return answers.item(the_item(request, item_id))


@router.delete("/items/{item_id}", response={204: None}, summary="Remove an item")
def remove_item(
    request: HttpRequest, item_id: int, rule: str = "", reason: str = ""
) -> Status[Any]:
    """Take back what one wrote. Who looks after the rules removes what others wrote, with the
    `rule` it breaks (its slug) and the `reason` its author is told.
    """
    item, person = the_item(request, item_id), reader(request)
    if is_own(person, item.author_id) or not may_decide_about(person, item):
        actions.remove(remover=person, item=item, now=timezone.now())
        return Status(204, None)
    moderation.remove_item(
        by=person, item=item, rule=cited(rule), reason=reason, now=timezone.now()
    )
    return Status(204, None)


@router.get("/items/{item_id}/replies", summary="List replies")
def list_replies(
    request: HttpRequest, item_id: int, sort: str = "old", cursor: str = "", limit: int = 30
) -> Json:
    """Direct replies, `sort` old (first to last) or top."""
    item = the_item(request, item_id)
    orders = {"old": ["created_at", "pk"], "top": ["-merit", "-score", "-pk"]}
    if sort not in orders:
        raise Unfit("sort is old or top.")
    rows = readable(reader(request)).filter(parent=item)
    return listed(rows, order=orders[sort], shape=answers.item, cursor=cursor, limit=limit)


@router.post("/items/{item_id}/replies", response={201: Json}, summary="Reply")
def post_reply(request: HttpRequest, item_id: int, given: NewReply) -> Status[Any]:
    """Answer a question or comment on anything."""
    person = reader(request)
    item = the_item(request, item_id)
    kind = given.kind or ("answer" if item.kind == Item.Kind.QUESTION else "comment")
    made = posting.reply_with(person, item, kind, given.body, voice=given.pseudonym)
    return Status(201, answers.item(readable(person).get(pk=made.pk)))


@router.put("/items/{item_id}/vote", summary="Vote")
def vote(request: HttpRequest, item_id: int, given: VoteValue) -> Json:
    """Say that an item is useful (1) or not (-1). Saying it again replaces it."""
    item = the_item(request, item_id)
    actions.vote(voter=reader(request), item=item, value=given.value, now=timezone.now())
    return answers.item(the_item(request, item_id))


@router.delete("/items/{item_id}/vote", response={204: None}, summary="Withdraw a vote")
def withdraw_vote(request: HttpRequest, item_id: int) -> Status[Any]:
    """Take one's vote back."""
    item = the_item(request, item_id)
    actions.vote(voter=reader(request), item=item, value=0, now=timezone.now())
    return Status(204, None)


@router.put("/items/{item_id}/reactions", response={204: None}, summary="React")
def react(request: HttpRequest, item_id: int, given: ReactionValue) -> Status[Any]:
    """Put an emoji on an item."""
    actions.react(
        person=reader(request),
        item=the_item(request, item_id),
        emoji=given.emoji,
        on=True,
        now=timezone.now(),
    )
    return Status(204, None)


@router.delete("/items/{item_id}/reactions", response={204: None}, summary="Take a reaction back")
def unreact(request: HttpRequest, item_id: int, emoji: str) -> Status[Any]:
    """Take an emoji back."""
    actions.react(
        person=reader(request),
        item=the_item(request, item_id),
        emoji=emoji,
        on=False,
        now=timezone.now(),
    )
    return Status(204, None)


@router.put("/items/{item_id}/bookmark", response={204: None}, summary="Bookmark")
def keep(request: HttpRequest, item_id: int) -> Status[Any]:
    """Keep an item for later."""
    actions.keep(
        person=reader(request), item=the_item(request, item_id), on=True, now=timezone.now()
    )
    return Status(204, None)


@router.delete("/items/{item_id}/bookmark", response={204: None}, summary="Drop a bookmark")
def drop(request: HttpRequest, item_id: int) -> Status[Any]:
    """No longer keep it."""
    actions.keep(
        person=reader(request), item=the_item(request, item_id), on=False, now=timezone.now()
    )
    return Status(204, None)


@router.put("/items/{item_id}/acceptance", summary="Accept an answer")
def accept(request: HttpRequest, item_id: int) -> Json:
    """Say that this answer solved the question."""
    answer = the_item(request, item_id)
    stream.accept(by=reader(request), answer=answer, now=timezone.now())
    return answers.item(the_item(request, answer.root_or_self_id))


@router.delete(
    "/items/{item_id}/acceptance", response={204: None}, summary="Withdraw an acceptance"
)
def withdraw_acceptance(request: HttpRequest, item_id: int) -> Status[Any]:
    """Say that it did not, after all."""
    answer = the_item(request, item_id)
    stream.withdraw_acceptance(by=reader(request), answer=answer, now=timezone.now())
    return Status(204, None)


@router.get("/items/{item_id}/revisions", summary="List versions")
def revisions(request: HttpRequest, item_id: int) -> Json:
    """All versions of an item, first to last. An item that was never edited has none but itself."""
    item = the_item(request, item_id)
    rows = item.revisions.select_related("editor")
    return {"results": [answers.revision(one, item) for one in rows], "version": item.version}
