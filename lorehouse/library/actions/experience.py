"""What readers report back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items.models import Item
from lorehouse.items.policy import may_see
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import facts
from lorehouse.library.models import Article, FieldNote, Helpfulness
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person


@transaction.atomic
def leave_field_note(
    *,
    author: Person,
    article: Article,
    outcome: str,
    body: str,
    circumstances: str = "",
    now: datetime,
) -> FieldNote:
    """Tell how a live article worked. Raises NotAllowed, Unfit."""
    if outcome not in FieldNote.Outcome.values:
        raise Unfit(gettext("It worked, worked with changes, or did not work."))
    if not body.strip():
        raise Unfit(gettext("Tell in a sentence what happened."))
    item = moderation.post(
        author=author,
        kind=Item.Kind.FIELD_NOTE,
        lane=Item.Lane.LIBRARY,
        parent=article.item,
        body=body,
        now=now,
    )
    note = FieldNote.objects.create(
        item=item,
        article=article,
        outcome=outcome,
        circumstances=circumstances.strip()[:300],
        article_version=article.item.version,
    )
    recount(article)
    book.record(facts.FieldNoteLeft(article_id=article.pk, item_id=item.pk), by=author, at=now)
    return note


@transaction.atomic
def rate_helpfulness(
    *, person: Person, article: Article, helpful: bool, reason: str = "", now: datetime
) -> Article:
    """Say whether a live article helped; saying it again replaces what was said."""
    if not may_see(person, article.item) or article.item.state != Item.State.LIVE:
        raise NotAllowed(gettext("You cannot rate this article."))
    article = Article.objects.select_for_update().get(pk=article.pk)
    before = article.helpfulness.filter(person=person).first()
    if before is not None:
        _count(article, before.helpful, -1)
    Helpfulness.objects.update_or_create(
        article=article,
        person=person,
        defaults={"helpful": helpful, "reason": reason.strip()[:500], "at": now},
    )
    _count(article, helpful, +1)
    article.save(update_fields=["helpful_yes", "helpful_no"])
    book.record(facts.HelpfulnessGiven(article_id=article.pk, helpful=helpful), by=person, at=now)
    return article


def recount(article: Article) -> None:
    """Count an article's live field notes by outcome."""
    live = article.field_notes.filter(item__state=Item.State.LIVE)
    article.worked = live.filter(outcome=FieldNote.Outcome.WORKED).count()
    article.worked_with_changes = live.filter(outcome=FieldNote.Outcome.CHANGES).count()
    article.failed = live.filter(outcome=FieldNote.Outcome.FAILED).count()
    article.save(update_fields=["worked", "worked_with_changes", "failed"])


def _count(article: Article, helpful: bool, step: int) -> None:
    if helpful:
        article.helpful_yes += step
    else:
        article.helpful_no += step
