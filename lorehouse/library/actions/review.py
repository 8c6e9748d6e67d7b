"""Judging proposals and putting approved ones live."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items.actions import go_live
from lorehouse.items.actions.linking import name
from lorehouse.items.actions.posting import rewrite
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import Conflict, NotAllowed, Unfit
from lorehouse.library import facts, policy
from lorehouse.library.actions.drafting import set_state, settle_state
from lorehouse.library.models import Article, Proposal, Review
from lorehouse.people.models import Person


class Outdated(Conflict):
    """The live text has changed since the proposal was written."""

    def __init__(self) -> None:
        super().__init__(
            "The article was changed after this proposal was written. Its author has to bring "
            "the proposal up to date first; nothing of it is lost."
        )


@transaction.atomic
def review(
    *,
    reviewer: Person,
    proposal: Proposal,
    decision: str,
    note: str = "",
    seen_version: int | None = None,
    now: datetime,
) -> Review:
    """Approve a proposal or ask for changes.

    Approving a change to a live article puts it live at once; a first text waits for `publish`.
    `seen_version` is the version of the proposal that was read. Raises NotAllowed for one's own
    and for whoever may not review, Unfit when it does not wait for review, Outdated, Conflict.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("article__item", "article__space")
        .get(pk=proposal.pk)
    )
    if not policy.may_review(reviewer, proposal):
        raise NotAllowed(gettext("A proposal is reviewed by an editor other than its author."))
    if proposal.state != Proposal.State.IN_REVIEW:
        raise Unfit(gettext("This proposal does not wait for review."))
    if decision not in Review.Decision.values:
        raise Unfit(gettext("A reviewer approves or asks for changes."))
    if seen_version is not None and seen_version != proposal.version:
        raise Conflict(
            gettext("The proposal was changed while you were reading; read it once more.")
        )
    if decision == Review.Decision.ASK_CHANGES and not note.strip():
        raise Unfit(gettext("Say what should change."))
    done = Review.objects.create(
        proposal=proposal,
        reviewer=reviewer,
        decision=decision,
        note=note.strip(),
        proposal_version=proposal.version,
        at=now,
    )
    approved = decision == Review.Decision.APPROVE
    proposal.state = Proposal.State.APPROVED if approved else Proposal.State.CHANGES_ASKED
    proposal.decided_at = now
    proposal.save(update_fields=["state", "decided_at"])
    settle_state(proposal.article)
    book.record(
        facts.ProposalReviewed(
            article_id=proposal.article_id, proposal_id=proposal.pk, decision=decision
        ),
        by=reviewer,
        at=now,
    )
    if approved and proposal.article.state == Article.State.PUBLISHED:
        _put_live(by=reviewer, proposal=proposal, now=now)
    return done


@transaction.atomic
def publish(*, by: Person, proposal: Proposal, now: datetime) -> Article:
    """Put an approved text live. What is live already stays as it is.

    Raises NotAllowed when it was not approved or `by` may not, Outdated.
    """
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("article__item", "article__space")
        .get(pk=proposal.pk)
    )
    if proposal.state == Proposal.State.PUBLISHED:
        return proposal.article
    if proposal.state != Proposal.State.APPROVED:
        raise NotAllowed(gettext("Only what somebody else has approved can be published."))
    if not policy.may_publish(by, proposal):
        raise NotAllowed(gettext("Its author, the article's owner or an editor publishes it."))
    return _put_live(by=by, proposal=proposal, now=now)


def _put_live(*, by: Person, proposal: Proposal, now: datetime) -> Article:
    article = proposal.article
    if article.state == Article.State.ARCHIVED:
        raise Unfit(gettext("This article is archived; bring it back first."))
    if article.item.state == Item.State.REMOVED:
        raise Unfit(
            gettext("A moderator removed this article, citing a rule; its author can appeal.")
        )
    if proposal.base_version != article.item.version:
        raise Outdated
    approval = _approval(proposal)
    article.item = rewrite(
        editor=proposal.author,
        item=article.item,
        title=proposal.title,
        body=proposal.body,
        tags=proposal.tags,
        note=proposal.note,
        now=now,
    )
    go_live(by=by, item=article.item, now=now)
    proposal.state = Proposal.State.PUBLISHED
    proposal.save(update_fields=["state"])
    _verified(article, approval.reviewer, now)
    name(
        item=article.item,
        names=[article.item.title, f"{article.space.slug}/{article.slug}"],
        now=now,
    )
    book.record(
        facts.ArticlePublished(article_id=article.pk, proposal_id=proposal.pk), by=by, at=now
    )
    return article


def _approval(proposal: Proposal) -> Review:
    """The approval of exactly this text by somebody else. Raises NotAllowed without one."""
    approvals = proposal.reviews.filter(
        decision=Review.Decision.APPROVE, proposal_version=proposal.version
    ).exclude(reviewer_id=proposal.author_id)
    if (found := approvals.order_by("-at", "-pk").first()) is None:
        raise NotAllowed(gettext("Only what somebody else has approved can be published."))
    return found


def _verified(article: Article, verifier: Person, now: datetime) -> None:
    """What was approved is verified with it, by the person who approved."""
    set_state(article, article.state, Article.State.PUBLISHED)
    article.published_at = article.published_at or now
    article.verified_by, article.verified_at = verifier, now
    article.verified_until = now + timedelta(days=article.space.verify_every_days)
    article.save(
        update_fields=["state", "published_at", "verified_by", "verified_at", "verified_until"]
    )
