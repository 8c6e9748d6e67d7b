"""What the stream does when something happened: whom it tells, which pages it looks at."""

from collections.abc import Sequence
from functools import partial

from django.conf import settings
from django.utils import timezone

from lorehouse.items.facts import ItemRead
from lorehouse.items.models import Item
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.lib.fetching import fetch
from lorehouse.notify import actions as notify
from lorehouse.stream import actions
from lorehouse.stream.facts import AcceptanceWithdrawn, AnswerAccepted, LinkShared
from lorehouse.stream.models import Share


@follows(AnswerAccepted, AcceptanceWithdrawn, name="stream.accepted", batch=200)
def tell_whose_answer_is_accepted(batch: Sequence[Told]) -> None:
    """Tell the writer of an answer that it solved the question, as long as it does."""
    for told in batch:
        match told.fact:
            case AnswerAccepted(question_id=question_id, answer_id=answer_id):
                _tell(question_id, answer_id, told)
            case AcceptanceWithdrawn(answer_id=answer_id):
                notify.settle(reason="accepted", subject=("item", answer_id), now=told.at)


def _tell(question_id: int, answer_id: int, told: Told) -> None:
    answer = Item.objects.live().filter(pk=answer_id, accepted_for=question_id).first()
    if answer is not None and answer.author_id != told.actor_id:
        notify.tell(
            people=[answer.author_id],
            reason="accepted",
            subject=("item", answer_id),
            audience_id=answer.audience_id,
            thread_id=question_id,
            at=told.at,
            now=timezone.now(),
        )


@follows(LinkShared, ItemRead, name="stream.links", batch=1, waits=True)
def look_at_shared_pages(batch: Sequence[Told]) -> None:
    """Fetch the pages of new links, and look again at old ones that people still read.

    Does nothing where the house fetches no pages.
    """
    if not settings.FETCHES_LINKS:
        return
    ids = {told.fact.item_id for told in batch if isinstance(told.fact, LinkShared | ItemRead)}
    shares = Share.objects.filter(pk__in=ids, item__state="live").select_related("page")
    for share in shares.order_by("pk"):
        outside = partial(fetch, allowed=settings.FETCH_EVEN)
        actions.look(share=share, fetch=outside, now=timezone.now())
