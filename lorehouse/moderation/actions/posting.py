"""Posting, by whoever may flood or spam: the lanes call this instead of `items.post`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from lorehouse.groups.models import Audience
from lorehouse.items import actions as items
from lorehouse.items import naming
from lorehouse.items.models import Item
from lorehouse.moderation import confidence
from lorehouse.moderation.actions import flagging, limiting
from lorehouse.moderation.models import Limits
from lorehouse.people.models import Person

COMPARED = 10  # earlier texts of the author
WITHIN = timedelta(days=1)


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
    now: datetime,
) -> Item:
    """As `items.post`, within the limits, and with an eye on spam.

    What is very likely spam comes back as a draft: its author sees that it waits, and why, until
    somebody looks at it. Raises TooMuch besides what `items.post` raises.
    """
    limits = Limits.current()
    named = len(naming.typed_handles(body))
    limiting.check_post(author, limits=limits, mentions=named, now=now)
    judged = judge(author, f"{title}\n{body}", limits=limits, now=now)

    def save(state: str) -> Item:
        return items.post(
            author=author,
            kind=kind,
            lane=lane,
            audience=audience,
            parent=parent,
            title=title,
            body=body,
            tags=tags,
            language=language,
            state=state,
            now=now,
        )

    if judged.confidence == confidence.PASS:
        return save(Item.State.LIVE)
    with transaction.atomic():
        hold = judged.confidence == confidence.ACT
        item = save(Item.State.DRAFT if hold else Item.State.LIVE)
        flagging.doubt(item=item, judged=judged, hold=hold, now=now)
    return item


def judge(
    author: Person, text: str, *, limits: Limits, now: datetime, without: Item | None = None
) -> confidence.Judgement:
    """How much `text` of `author` looks like spam now. Moderators are not asked."""
    if not settings.LIMITS_ARE_KEPT or author.is_moderator:
        return confidence.judge(confidence.Text())
    earlier = Item.objects.filter(
        author=author, created_at__gt=now - WITHIN, created_at__lte=now
    ).order_by("-created_at", "-pk")
    if without is not None:
        earlier = earlier.exclude(pk=without.pk)
    texts = [f"{one}\n{two}" for one, two in earlier.values_list("title", "body")[:COMPARED]]
    return confidence.judge(
        confidence.Text(
            links=confidence.links_in(text, own=settings.BASE_URL),
            words=len(text.split()),
            mentions=len(naming.typed_handles(text)),
            repeats=confidence.repeats_in(text, texts),
            from_new_account=limiting.is_new(author, limits, now),
        )
    )
