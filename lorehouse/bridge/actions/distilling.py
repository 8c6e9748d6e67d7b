"""Turning talk into articles."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.bridge import anchoring, facts, policy
from lorehouse.bridge.models import Provenance
from lorehouse.groups.models import Audience
from lorehouse.groups.widths import WIDE, is_within
from lorehouse.items import actions as items
from lorehouse.items.models import Item, Link
from lorehouse.ledger import book
from lorehouse.lib import markdown
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


@dataclass(frozen=True, kw_only=True)
class Passage:
    """One block of one contribution, by its key; `text` is its Markdown."""

    item: Item
    block: str
    text: str


@transaction.atomic
def distil(
    *,
    editor: Person,
    thread: Item,
    blocks: Sequence[tuple[int, str]],
    space: Space,
    title: str,
    type: str = Article.Type.GUIDE,
    tags: Sequence[str] = (),
    now: datetime,
) -> Proposal:
    """Draft an article from chosen blocks of a conversation, each as (item id, block key).

    The draft holds the passages in the order given, and remembers for each paragraph where it
    came from. It starts with an audience that lies within the conversation's
    (`starting_audience`); to widen it is the disclosure gate's decision. Raises NotAllowed, Unfit.
    """
    passages = chosen(reader=editor, thread=thread, blocks=blocks)
    if not passages:
        raise Unfit(gettext("Choose at least one passage."))
    proposal = library.draft(
        writer=editor,
        space=space,
        title=title or thread.title,
        body=anchoring.composed(one.text for one in passages),
        type=type,
        tags=tags,
        audience=starting_audience(thread.audience, space.audience),
        now=now,
    )
    _remember(editor, proposal, passages, first=0, now=now)
    items.link(
        by=editor,
        kind=Link.Kind.DISTILLED_FROM,
        source=proposal.article.item,
        target=thread,
        now=now,
    )
    book.record(
        facts.ThreadDistilled(thread_id=thread.pk, article_id=proposal.article_id),
        by=editor,
        at=now,
    )
    return proposal


@transaction.atomic
def add_passages(
    *,
    editor: Person,
    proposal: Proposal,
    thread: Item,
    blocks: Sequence[tuple[int, str]],
    now: datetime,
) -> Proposal:
    """Bring more passages into one's open proposal, at its end, with their provenance.

    Raises NotAllowed when the conversation is for fewer people than the article.
    """
    if proposal.author_id != editor.pk or proposal.state not in Proposal.OPEN:
        raise NotAllowed(gettext("You can add passages only to your own open proposal."))
    audience = proposal.article.item.audience
    if not is_within(audience, thread.audience):
        raise NotAllowed(gettext("That conversation is for fewer people than this article."))
    passages = chosen(reader=editor, thread=thread, blocks=blocks)
    if not passages:
        raise Unfit(gettext("Choose at least one passage."))
    body = anchoring.composed([proposal.body, *(one.text for one in passages)])
    proposal = library.save(
        writer=editor,
        article=proposal.article,
        title=proposal.title,
        body=body,
        tags=proposal.tags,
        note=proposal.note,
        now=now,
    )
    _remember(editor, proposal, passages, first=proposal.article.provenance.count(), now=now)
    items.link(
        by=editor,
        kind=Link.Kind.DISTILLED_FROM,
        source=proposal.article.item,
        target=thread,
        now=now,
    )
    book.record(
        facts.PassagesAdded(thread_id=thread.pk, article_id=proposal.article_id), by=editor, at=now
    )
    return proposal


def chosen(*, reader: Person, thread: Item, blocks: Sequence[tuple[int, str]]) -> list[Passage]:
    """The chosen blocks of a conversation, in the order given.

    Raises NotAllowed when one is not in the conversation or may not be read.
    """
    if not policy.may_distil(reader, thread):
        raise NotAllowed(gettext("You cannot distil this."))
    wanted = {item_id for item_id, _ in blocks}
    readable = Item.objects.visible_to(reader).live().of_thread(thread)
    found = {item.pk: item for item in readable.filter(pk__in=wanted)}
    texts = {
        (item.pk, block.key): block.markdown
        for item in found.values()
        for block in markdown.blocks(item.body)
    }
    if missing := [one for one in blocks if one not in texts]:
        raise NotAllowed(
            gettext("%(missing)s of the passages are not in this conversation any more.")
            % {"missing": len(missing)}
        )
    return [
        Passage(item=found[item_id], block=key, text=texts[item_id, key])
        for item_id, key in dict.fromkeys(blocks)
    ]


def starting_audience(thread: Audience, space: Audience) -> Audience:
    """Who an article is for that is made of a conversation: never anybody outside of it.

    The space's audience where all of it may read the conversation, else the conversation's own,
    if the space is for all members or for everyone. Raises NotAllowed where they are different
    circles: nobody is sure to be in both.
    """
    if is_within(space, thread):
        return space
    if space.kind in WIDE:
        return thread
    raise NotAllowed(
        gettext(
            "“%(name)s” and “%(name2)s” are different circles: nobody is sure to be in "
            "both. Choose a space for all members, or one of the same circle."
        )
        % {"name": thread.name, "name2": space.name}
    )


def _remember(
    editor: Person, proposal: Proposal, passages: Sequence[Passage], *, first: int, now: datetime
) -> None:
    """Keep where each paragraph of a draft came from."""
    paragraphs = markdown.blocks(proposal.body)
    Provenance.objects.bulk_create(
        Provenance(
            article=proposal.article,
            source=one.item,
            source_version=one.item.version,
            passage=one.text,
            block=anchoring.anchor(one.text, paragraphs),
            position=first + place,
            distilled_by=editor,
            at=now,
        )
        for place, one in enumerate(passages)
    )


@transaction.atomic
def ask_about(
    *,
    asker: Person,
    article: Article,
    audience: Audience,
    title: str,
    body: str = "",
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Ask a question about an article; it is listed with the article's conversations.

    Raises NotAllowed, Unfit.
    """
    question = stream.ask(
        asker=asker, audience=audience, title=title, body=body, tags=tags, now=now
    )
    items.link(by=asker, kind=Link.Kind.DISCUSSES, source=question, target=article.item, now=now)
    return question
