"""Looking after articles: verifying, archiving, handing over, showing to others."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.disclosure import gate
from lorehouse.groups import policy as groups
from lorehouse.groups.models import Audience
from lorehouse.items import actions as items
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import facts, policy
from lorehouse.library.actions.drafting import set_state
from lorehouse.library.models import Article
from lorehouse.people.models import Person


@transaction.atomic
def verify(*, by: Person, article: Article, now: datetime) -> Article:
    """Say that the live text is still true; it has to be said again after the space's period."""
    article = _locked(by, article)
    if article.state != Article.State.PUBLISHED:
        raise Unfit(gettext("Only a published article can be verified."))
    article.verified_by, article.verified_at = by, now
    article.verified_until = now + timedelta(days=article.space.verify_every_days)
    article.save(update_fields=["verified_by", "verified_at", "verified_until"])
    book.record(facts.ArticleVerified(article_id=article.pk), by=by, at=now)
    return article


@transaction.atomic
def unpublish(*, by: Person, article: Article, now: datetime) -> None:
    """Take the live text away from its audience. It can be proposed and published again."""
    article = _locked(by, article)
    if article.state != Article.State.PUBLISHED:
        return
    items.withdraw(by=by, item=article.item, now=now)
    set_state(article, Article.State.PUBLISHED, Article.State.DRAFT)
    book.record(facts.ArticleUnpublished(article_id=article.pk), by=by, at=now)


@transaction.atomic
def take_down(*, by: Person | None, article: Article, now: datetime) -> None:
    """Unpublish what `by` removed as a moderator, citing a rule; its item is away already."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.state == Article.State.PUBLISHED:
        set_state(article, Article.State.PUBLISHED, Article.State.DRAFT)
        book.record(facts.ArticleUnpublished(article_id=article.pk), by=by, at=now)


@transaction.atomic
def put_back(*, by: Person | None, article: Article, now: datetime) -> None:
    """Publish again what a moderator, or an appeal, brought back; its item is live already."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.state != Article.State.PUBLISHED:
        set_state(article, article.state, Article.State.PUBLISHED)
        book.record(facts.ArticleRestored(article_id=article.pk), by=by, at=now)


@transaction.atomic
def archive(*, by: Person, article: Article, now: datetime) -> Article:
    """Put an article away: its writer, its owner and editors still find it."""
    article = _locked(by, article)
    if article.state == Article.State.ARCHIVED:
        return article
    items.withdraw(by=by, item=article.item, now=now)
    set_state(article, article.state, Article.State.ARCHIVED)
    book.record(facts.ArticleArchived(article_id=article.pk), by=by, at=now)
    return article


@transaction.atomic
def unarchive(*, by: Person, article: Article, now: datetime) -> Article:
    """Bring an archived article back as it was: live, or a draft if it never was live."""
    article = _locked(by, article)
    if article.state != Article.State.ARCHIVED:
        raise Unfit(gettext("Only an archived article can be brought back."))
    if article.item.version:
        items.go_live(by=by, item=article.item, now=now)
    back = Article.State.PUBLISHED if article.item.version else Article.State.DRAFT
    set_state(article, Article.State.ARCHIVED, back)
    book.record(facts.ArticleRestored(article_id=article.pk), by=by, at=now)
    return article


@transaction.atomic
def hand_over(*, by: Person, article: Article, owner: Person, now: datetime) -> None:
    """Give an article another owner, who has to be able to read it."""
    _look_after(by, article)
    if not Audience.objects.visible_to(owner).filter(pk=article.item.audience_id).exists():
        raise Unfit(gettext("%(name)s cannot read this article.") % {"name": owner.name})
    article.owner = owner
    article.save(update_fields=["owner"])
    book.record(facts.ArticleHandedOver(article_id=article.pk), by=by, at=now)


def show_to(
    *, by: Person, article: Article, audience: Audience, reason: str = "", now: datetime
) -> Article:
    """Give an article another audience. The disclosure gate is asked each time.

    Its newest proposed text is asked about too, since that is what would be published next.
    What the gate holds passes with a `reason`. Raises NotAllowed, disclosure.gate.Held.
    """
    if not policy.may_change_audience(by, article) or not groups.may_share_with(by, audience):
        raise NotAllowed(
            gettext("Only editors decide who may read an article, for their own audiences.")
        )
    try:
        return _show_to(by=by, article=article, audience=audience, reason=reason, now=now)
    except gate.Held as held:
        gate.note_refusal(
            person=by,
            subject=f"item/{article.pk}",
            audience=audience,
            verdict=held.verdict,
            now=now,
        )
        raise


@transaction.atomic
def _show_to(
    *, by: Person, article: Article, audience: Audience, reason: str, now: datetime
) -> Article:
    gate.ask(
        person=by,
        subject=f"item/{article.pk}",
        text=text_to_show(article),
        audience=audience,
        reason=reason,
        now=now,
    )
    items.change_audience(by=by, item=article.item, audience=audience, now=now)
    book.record(facts.ArticleWidened(article_id=article.pk, audience_id=audience.pk), by=by, at=now)
    return article


def text_to_show(article: Article) -> str:
    """All words that another audience would see: the live text, the talk below it, proposals."""
    thread = article.item.thread.filter(state="live").values_list("body", flat=True)
    proposed = article.proposals.open().values_list("body", flat=True)
    return "\n\n".join([article.item.title, article.item.body, *proposed, *thread])


def _look_after(person: Person, article: Article) -> None:
    if not policy.may_look_after(person, article):
        raise NotAllowed(gettext("Only the article's owner and editors can do this."))


def _locked(person: Person, article: Article) -> Article:
    """The article as it is now, held until the transaction ends, for whoever looks after it."""
    now_there = (
        Article.objects.select_for_update(of=("self",))
        .select_related("item", "space")
        .get(pk=article.pk)
    )
    _look_after(person, now_there)
    return now_there
