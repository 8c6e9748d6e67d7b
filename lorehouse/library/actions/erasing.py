"""Taking somebody's words out of the library, as far as they are still theirs alone."""

from django.db import transaction
from django.db.models import Q

from lorehouse.items.models import Item
from lorehouse.lib.mentions import without
from lorehouse.library.models import Article, Helpfulness, Proposal, Review
from lorehouse.people.models import Person

SOMEBODY = "somebody"


@transaction.atomic
def erase_words(*, person: Person, words_kept: bool) -> None:
    """Drop what `person` never handed in, and, unless their words are kept, what was never live.

    What was reviewed and published is the house's: it stays, and is somebody's.
    """
    theirs = Proposal.objects.filter(author=person)
    private = [Proposal.State.DRAFT, Proposal.State.WITHDRAWN]
    dropped = theirs.filter(state__in=private) if words_kept else theirs.exclude(state="published")
    dropped.delete()
    # An article that was never live, and has no text left that waits, is nothing.
    begun = Article.objects.filter(item__author=person, item__version=0, proposals=None)
    Item.objects.filter(article__in=begun).delete()
    if not words_kept:
        theirs.update(note="")
        Review.objects.filter(reviewer=person).update(note="")
        Helpfulness.objects.filter(person=person).update(reason="")


@transaction.atomic
def erase_handle(*, handle: str) -> None:
    """Where a proposed text mentions `handle`, write "somebody"."""
    named = Q(body__icontains=f"@{handle}") | Q(body__icontains=f"/people/{handle}")
    for one in Proposal.objects.filter(named).iterator():
        one.body = without(one.body, handle, SOMEBODY)
        one.save(update_fields=["body"])
