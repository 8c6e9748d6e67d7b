"""What the library does when items below its articles come and go."""

from collections.abc import Sequence

from lorehouse.items.facts import ItemFact, ItemRemoved, ItemRestored
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.library.actions.experience import recount
from lorehouse.library.models import Article


@follows(ItemRemoved, ItemRestored, name="library.field_notes", batch=200)
def count_field_notes_again(batch: Sequence[Told]) -> None:
    """Let an article's counts hold exactly the field notes that can be read."""
    ids = {told.fact.item_id for told in batch if isinstance(told.fact, ItemFact)}
    for article in Article.objects.filter(field_notes__in=ids).distinct():
        recount(article)
