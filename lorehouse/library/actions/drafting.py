"""Starting articles, proposing changes, handing them in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.groups.widths import WIDE, is_within
from lorehouse.items import facts as item_facts
from lorehouse.items import writing
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.lib.languages import detect
from lorehouse.lib.markdown import LONGEST, TooLong
from lorehouse.lib.slugs import slugify
from lorehouse.library import facts, policy
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person

#: Addresses below a space that are no article's.
TAKEN_BY_PAGES = {"new", "edit"}

WAITING = (Proposal.State.IN_REVIEW, Proposal.State.APPROVED)


class SavedMeanwhile(Conflict):
    """The same proposal was saved elsewhere; `latest` is the proposal as it stands now."""

    def __init__(self, latest: Proposal) -> None:
        super().__init__(
            "This was saved elsewhere while you were writing. "
            "Your text is kept below; compare and save again."
        )
        self.latest = latest


@transaction.atomic
def draft(
    *,
    writer: Person,
    space: Space,
    title: str,
    body: str = "",
    type: str = Article.Type.GUIDE,
    tags: Sequence[str] = (),
    parent: Article | None = None,
    audience: Audience | None = None,
    slug: str = "",
    now: datetime,
) -> Proposal:
    """Start an article in `space`: nobody but `writer` sees it until it is handed in.

    It starts with the space's audience, or with a narrower `audience` of the writer's own; wider
    it becomes only through the disclosure gate, by `show_to`. Its item has no text until a
    proposal is approved. Raises NotAllowed, Unfit.
    """
    if not policy.may_draft(writer, space):
        raise NotAllowed(gettext("You cannot write in this space."))
    title = _fit(title, body)
    if type not in Article.Type.values:
        raise Unfit(gettext("There is no such type of article."))
    audience = _first_audience(writer, space, audience)
    if parent is not None and parent.space_id != space.pk:
        raise Unfit(gettext("An article stands below one of its own space."))
    item = Item.objects.create(
        kind=Item.Kind.ARTICLE,
        lane=Item.Lane.LIBRARY,
        state=Item.State.DRAFT,
        audience=audience,
        author=writer,
        title=title,
        language=detect(f"{title}\n{body}"),
        version=0,
        created_at=now,
        active_at=now,
    )
    article = Article.objects.create(
        item=item,
        space=space,
        parent=parent,
        slug=free_slug(space, slug or title),
        type=type,
        owner=writer,
        position=space.articles.filter(parent=parent).count(),
    )
    book.record(item_facts.ItemPosted(item_id=item.pk), by=writer, at=now)
    book.record(facts.ArticleDrafted(article_id=article.pk), by=writer, at=now)
    return save(writer=writer, article=article, title=title, body=body, tags=tags, note="", now=now)


@transaction.atomic
def save(
    *,
    writer: Person,
    article: Article,
    title: str,
    body: str,
    tags: Sequence[str] = (),
    note: str = "",
    base_version: int | None = None,
    saved_version: int | None = None,
    now: datetime,
) -> Proposal:
    """Keep `writer`'s proposal for an article: their open one, or a new one beside the live text.

    `base_version` is the live version it was written against (the present one if not given);
    `saved_version` the proposal's version the writer had before them. A proposal in review goes
    back to being a draft, so that nobody approves what they did not read.
    Raises NotAllowed, Unfit, SavedMeanwhile.
    """
    if not policy.may_propose(writer, article):
        raise NotAllowed(gettext("You cannot propose changes to this article."))
    title = _fit(title, body)
    proposal = article.proposals.open().select_for_update().filter(
        author=writer
    ).first() or Proposal(
        article=article, author=writer, created_at=now, version=0, base_version=article.item.version
    )
    if saved_version is not None and proposal.version not in {0, saved_version}:
        raise SavedMeanwhile(proposal)
    proposal.title, proposal.body = title, body.replace("\r\n", "\n").strip()
    proposal.tags = sorted({name for word in tags if (name := writing.tag_name(word))})
    proposal.note, proposal.saved_at = note.strip()[:250], now
    proposal.state, proposal.version = Proposal.State.DRAFT, proposal.version + 1
    if base_version is not None:
        proposal.base_version = base_version
    proposal.save()
    settle_state(article)
    _name_unpublished(article, writer, title)
    book.record(
        facts.ProposalSaved(article_id=article.pk, proposal_id=proposal.pk), by=writer, at=now
    )
    return proposal


@transaction.atomic
def submit(*, writer: Person, proposal: Proposal, now: datetime) -> Proposal:
    """Hand a proposal in for review. Raises NotAllowed, Unfit when there is nothing to review."""
    if proposal.author_id != writer.pk:
        raise NotAllowed(gettext("Only its writer hands a proposal in."))
    if proposal.state in {Proposal.State.IN_REVIEW, Proposal.State.APPROVED}:
        return proposal
    if proposal.state not in Proposal.OPEN:
        raise Unfit(gettext("This proposal is closed; start a new one."))
    if not proposal.body.strip():
        raise Unfit(gettext("There is nothing to review yet."))
    if len(proposal.tags) > writing.MOST_TAGS:
        raise Unfit(gettext("At most %(most_tags)s tags.") % {"most_tags": writing.MOST_TAGS})
    proposal.state, proposal.submitted_at = Proposal.State.IN_REVIEW, now
    proposal.save(update_fields=["state", "submitted_at"])
    settle_state(proposal.article)
    book.record(
        facts.ProposalSubmitted(article_id=proposal.article_id, proposal_id=proposal.pk),
        by=writer,
        at=now,
    )
    return proposal


@transaction.atomic
def take_back(*, writer: Person, proposal: Proposal, now: datetime) -> None:
    """Withdraw a proposal; its text is kept with it."""
    if proposal.author_id != writer.pk:
        raise NotAllowed(gettext("Only its writer takes a proposal back."))
    if proposal.state not in Proposal.OPEN:
        raise Unfit(gettext("This proposal is closed already."))
    proposal.state, proposal.decided_at = Proposal.State.WITHDRAWN, now
    proposal.save(update_fields=["state", "decided_at"])
    settle_state(proposal.article)
    book.record(
        facts.ProposalWithdrawn(article_id=proposal.article_id, proposal_id=proposal.pk),
        by=writer,
        at=now,
    )


def settle_state(article: Article) -> None:
    """Let a text that is not live be in review exactly while one of its proposals is."""
    waits = article.proposals.filter(state__in=WAITING).exists()
    before, after = Article.State.DRAFT, Article.State.IN_REVIEW
    set_state(article, *((before, after) if waits else (after, before)))


def set_state(article: Article, old: str, new: str) -> None:
    """Change an article's state, if it is `old`."""
    if Article.objects.filter(pk=article.pk, state=old).update(state=new):
        article.state = new


def _fit(title: str, body: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise Unfit(gettext("An article needs a title."))
    if len(title) > writing.LONGEST_TITLE:
        raise Unfit(
            gettext("A title has at most %(longest_title)s characters.")
            % {"longest_title": writing.LONGEST_TITLE}
        )
    if len(body) > LONGEST:
        raise TooLong(
            gettext("A text has at most %(longest)s characters; this one has %(body)s.")
            % {"longest": f"{LONGEST:,}", "body": f"{len(body):,}"}
        )
    return title


def _first_audience(writer: Person, space: Space, wish: Audience | None) -> Audience:
    if wish is None or wish.pk == space.audience_id:
        return space.audience
    if wish.pk not in audience_ids(writer):
        raise NotAllowed(gettext("You cannot write for this audience."))
    if not is_within(wish, space.audience) and wish.kind in WIDE:
        raise NotAllowed(
            gettext("An article starts with its space's audience, or with a narrower one.")
        )
    return wish


def _name_unpublished(article: Article, writer: Person, title: str) -> None:
    """An article that was never live bears the title its own writer gave it last."""
    if article.item.version == 0 and article.item.author_id == writer.pk:
        Item.objects.filter(pk=article.pk, version=0).update(title=title)
        article.item.title = title


def free_slug(space: Space, wish: str) -> str:
    """A slug made from `wish` that no article of `space` has."""
    stem = slugify(wish, longest=100) or "article"
    taken = set(space.articles.filter(slug__startswith=stem).values_list("slug", flat=True))
    taken |= TAKEN_BY_PAGES
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)
