"""What the bridge does when an article's text changes."""

from collections.abc import Sequence

from lorehouse.bridge import anchoring, indexing
from lorehouse.bridge.models import Provenance
from lorehouse.items.facts import ItemEdited
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.lib import markdown
from lorehouse.library.facts import ProposalSaved
from lorehouse.library.models import Article


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


@follows(*indexing.FOLLOWED, name="search", batch=50)
def keep_search_up_to_date(batch: Sequence[Told]) -> None:
    """Let search find what was posted, changed or taken away."""
    indexing.follow(batch)
