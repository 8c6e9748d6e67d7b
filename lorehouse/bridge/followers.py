"""What the bridge does when an article's text changes, and whom it owes word of it."""

from collections.abc import Sequence

from django.utils import timezone

from lorehouse.bridge import anchoring, facts, indexing
from lorehouse.bridge.models import AccessRequest, Provenance
from lorehouse.groups.models import Audience
from lorehouse.items.facts import ItemEdited
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.lib import markdown
from lorehouse.library.facts import ArticlePublished, ProposalSaved
from lorehouse.library.models import Article
from lorehouse.notify import actions as notify


@follows(ProposalSaved, ItemEdited, name="bridge.anchors", batch=100)
def find_paragraphs_again(batch: Sequence[Told]) -> None:
    """Let provenance point at the paragraphs as they are now."""
    ids = {
        getattr(told.fact, "article_id", None) or getattr(told.fact, "item_id", 0) for told in batch
    }
    for article in Article.objects.filter(pk__in=ids, provenance__isnull=False).distinct():
        _anchor(article)


def _anchor(article: Article) -> None:
    paragraphs = markdown.blocks(current_text(article))
    for one in article.provenance.all():
        block = anchoring.anchor(one.passage, paragraphs, kept=one.block)
        if block != one.block:
            Provenance.objects.filter(pk=one.pk).update(block=block)


def current_text(article: Article) -> str:
    """The live text of an article, or the newest proposed one before it was ever live."""
    if article.item.version:
        return article.item.body
    newest = article.proposals.open().order_by("-saved_at").first()
    return newest.body if newest else ""


@follows(*indexing.FOLLOWED, name=indexing.FOLLOWER, batch=50)
def keep_search_up_to_date(batch: Sequence[Told]) -> None:
    """Let search find what was posted, changed or taken away."""
    indexing.follow(batch)


@follows(ArticlePublished, name="bridge.distilled", batch=100)
def tell_whose_words_became_an_article(batch: Sequence[Told]) -> None:
    """Tell everybody whose passages are in an article, once, when it can be read."""
    for told in batch:
        if not isinstance(told.fact, ArticlePublished):
            continue
        pk = told.fact.article_id
        sources = Provenance.objects.filter(article=pk)
        writers = set(sources.values_list("source__author_id", flat=True))
        distillers = set(sources.values_list("distilled_by_id", flat=True))
        article = Article.objects.published().select_related("item").filter(pk=pk).first()
        if article is not None and writers - distillers:
            notify.tell(
                people=writers - distillers,
                reason="distilled",
                subject=("item", pk),
                audience_id=article.item.audience_id,
                thread_id=pk,
                at=told.at,
                now=timezone.now(),
            )


@follows(
    facts.AccessRequested, facts.AccessGranted, facts.AccessDeclined,
    name="bridge.access", batch=100,
)  # fmt: skip
def tell_of_access(batch: Sequence[Told]) -> None:
    """Tell those who decide that somebody asks, and the asker when they are let in: only then."""
    for told in batch:
        match told.fact:
            case facts.AccessRequested(request_id=pk, decider_ids=deciders):
                if AccessRequest.objects.filter(pk=pk, decided_at=None).exists():
                    _tell_of_access(deciders, "request", pk, told)
            case facts.AccessGranted(request_id=pk, person_id=asker):
                _settle_request(pk, told)
                # Who is invited to a group has a mail of that.
                _tell_of_access([asker], "granted", pk, told, by_mail=not _is_for_group(pk))
            case facts.AccessDeclined(request_id=pk):
                _settle_request(pk, told)


def _tell_of_access(
    people: list[int], reason: str, pk: int, told: Told, *, by_mail: bool = True
) -> None:
    notify.tell(
        people=people,
        reason=reason,
        subject=("access", pk),
        by_mail=by_mail,
        at=told.at,
        now=timezone.now(),
    )


def _settle_request(pk: int, told: Told) -> None:
    """One of those who decide has decided; the others have nothing left to do."""
    notify.settle(subject=("access", pk), reason="request", now=told.at)


def _is_for_group(pk: int) -> bool:
    asked = AccessRequest.objects.filter(pk=pk).first()
    audience = asked.audience if asked else None
    return audience is not None and audience.kind == Audience.Kind.GROUP
