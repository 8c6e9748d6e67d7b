"""What the library does when items come and go or are moderated, and whom it tells of reviews."""

from collections.abc import Sequence

from django.utils import timezone

from lorehouse.items.facts import ItemFact, ItemRemoved, ItemRestored
from lorehouse.items.models import Item
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.library import facts, policy
from lorehouse.library.actions import put_back, take_down
from lorehouse.library.actions.experience import recount
from lorehouse.library.models import Article, Proposal
from lorehouse.moderation import facts as moderation
from lorehouse.notify import actions as notify
from lorehouse.people.models import Person


@follows(ItemRemoved, ItemRestored, name="library.field_notes", batch=200)
def count_field_notes_again(batch: Sequence[Told]) -> None:
    """Let an article's counts hold exactly the field notes that can be read."""
    ids = {told.fact.item_id for told in batch if isinstance(told.fact, ItemFact)}
    for article in Article.objects.filter(field_notes__in=ids).distinct():
        recount(article)


@follows(moderation.ItemRemoved, moderation.RemovalTakenBack, moderation.AppealDecided,
         name="library.removals", batch=100)  # fmt: skip
def take_down_and_put_back(batch: Sequence[Told]) -> None:
    """Unpublish the articles that moderators removed, and publish those that came back."""
    for told in batch:
        if isinstance(told.fact, moderation.CaseFact):
            _as_moderated(told.fact.item_id, told)


def _as_moderated(item_id: int, told: Told) -> None:
    """Bring an article's state in line with its item's, whatever was decided in between."""
    article = Article.objects.select_related("item").filter(pk=item_id).first()
    if article is None:
        return
    by = Person.objects.filter(pk=told.actor_id).first()
    if article.item.state == Item.State.REMOVED:
        take_down(by=by, article=article, now=told.at)
    elif article.item.state == Item.State.LIVE:
        put_back(by=by, article=article, now=told.at)


@follows(
    facts.ProposalSubmitted,
    facts.ProposalReviewed,
    facts.ProposalWithdrawn,
    facts.FieldNoteLeft,
    name="library.notices",
    batch=100,
)
def tell_who_is_asked(batch: Sequence[Told]) -> None:
    """A review is asked of everybody who may give it; its author hears what became of it."""
    for told in batch:
        match told.fact:
            case facts.ProposalSubmitted(proposal_id=proposal_id):
                _ask_for_review(proposal_id, told)
            case facts.ProposalReviewed(proposal_id=proposal_id):
                _settle_review(proposal_id, told)
                _tell_author(proposal_id, told)
            case facts.ProposalWithdrawn(proposal_id=proposal_id):
                _settle_review(proposal_id, told)
            case facts.FieldNoteLeft(article_id=article_id, item_id=item_id):
                _tell_owner(article_id, item_id, told)


def _proposal(pk: int) -> Proposal | None:
    rows = Proposal.objects.select_related("article__item__audience", "article__space")
    return rows.filter(pk=pk).first()


def _ask_for_review(pk: int, told: Told) -> None:
    proposal = _proposal(pk)
    if proposal is None or proposal.state != Proposal.State.IN_REVIEW:
        return  # decided already, by whoever was quicker than this
    asked = policy.reviewers(proposal.article).exclude(pk=proposal.author_id)
    notify.tell(
        people=asked.values_list("pk", flat=True),
        reason="review",
        subject=("proposal", pk),
        occasion=told.entry_id,
        audience_id=proposal.article.item.audience_id,
        at=told.at,
        now=timezone.now(),
    )


def _settle_review(pk: int, told: Told) -> None:
    notify.settle(reason="review", subject=("proposal", pk), now=told.at)


def _tell_author(pk: int, told: Told) -> None:
    proposal = _proposal(pk)
    if proposal is not None:
        notify.tell(
            people=[proposal.author_id],
            reason="reviewed",
            subject=("proposal", pk),
            occasion=told.entry_id,
            audience_id=proposal.article.item.audience_id,
            at=told.at,
            now=timezone.now(),
        )


def _tell_owner(article_id: int, item_id: int, told: Told) -> None:
    article = Article.objects.select_related("item").filter(pk=article_id).first()
    if article is not None and article.owner_id != told.actor_id:
        notify.tell(
            people=[article.owner_id],
            reason="field_note",
            subject=("item", item_id),
            audience_id=article.item.audience_id,
            thread_id=article_id,
            about_id=article_id,
            at=told.at,
            now=timezone.now(),
        )
