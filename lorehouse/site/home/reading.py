"""What the first page shows, each part in one or two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lorehouse.groups.models import Group
from lorehouse.items.models import Draft
from lorehouse.items.topics import tags_of_writer
from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.stream.feed import Card, Wish, feed

CONVERSATIONS, QUESTIONS, ARTICLES, DRAFTS, TASKS = 8, 4, 6, 5, 4
LOOKED_AT = 100  # of the questions that wait, the latest


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a short list: where it leads and what it says."""

    label: str
    address: str
    icon: str
    detail: str = ""
    at: datetime | None = None


def conversations(reader: Person | Visitor) -> list[Card]:
    """The threads that grew last in the reader's groups; for those in no group, anywhere."""
    groups = frozenset(Group.objects.of(reader).values_list("audience_id", flat=True))
    own = feed(reader, Wish(groups=groups), size=CONVERSATIONS).cards if groups else []
    return own or feed(reader, Wish(), size=CONVERSATIONS).cards


def open_questions(reader: Person) -> list[Card]:
    """Questions of others that nobody has replied to, first those about what the reader knows."""
    mine = own_ids(reader)
    waiting = feed(reader, Wish(sort="unanswered"), size=LOOKED_AT).cards
    open_ones = [one for one in waiting if not one.reply_count and one.author.pk not in mine]
    known = set(tags_of_writer(reader).values_list("name", flat=True))
    return sorted(open_ones, key=lambda card: known.isdisjoint(card.tags))[:QUESTIONS]


def latest_articles(reader: Person | Visitor) -> list[Article]:
    """The articles published or renewed last."""
    articles = Article.objects.visible_to(reader).filter(state=Article.State.PUBLISHED)
    with_names = articles.select_related("item", "space", "item__author")
    return list(with_names.order_by("-published_at")[:ARTICLES])


def tasks(reader: Person, now: datetime) -> list[Line]:
    """What waits for the reader: reviews, changes asked for, articles to verify again."""
    return [*_reviews(reader), *_asked(reader), *_due(reader, now)][:TASKS]


def _reviews(reader: Person) -> Iterable[Line]:
    waiting = Proposal.objects.visible_to(reader).waiting().exclude(author=reader)
    for proposal in waiting.select_related("author").order_by("submitted_at")[:TASKS]:
        said = _("Review · by %(name)s") % {"name": proposal.author.name}
        yield Line(
            label=proposal.title,
            address=proposal.get_absolute_url(),
            icon="clipboard-check",
            detail=said,
            at=proposal.submitted_at,
        )


def _asked(reader: Person) -> Iterable[Line]:
    asked = Proposal.objects.filter(author=reader, state=Proposal.State.CHANGES_ASKED)
    for proposal in asked.order_by("-decided_at")[:TASKS]:
        yield Line(
            label=proposal.title,
            address=proposal.get_absolute_url(),
            icon="message-square-warning",
            detail=_("Changes asked for"),
            at=proposal.decided_at,
        )


def _due(reader: Person, now: datetime) -> Iterable[Line]:
    due = Article.objects.visible_to(reader).due(now).filter(owner=reader)
    for article in due.select_related("item", "space").order_by("verified_until")[:TASKS]:
        yield Line(
            label=article.item.title,
            address=article.get_absolute_url(),
            icon="calendar-clock",
            detail=_("Still right? Verify it again"),
            at=article.verified_until,
        )


def drafts(reader: Person) -> list[Line]:
    """What the reader began to write, the newest first."""
    kept = Draft.objects.filter(writer=reader).order_by("-saved_at")[:DRAFTS]
    begun = [line for draft in kept if (line := _draft_line(draft))]
    proposals = Proposal.objects.filter(author=reader, state=Proposal.State.DRAFT)
    begun += map(_proposal_line, proposals.order_by("-saved_at")[:DRAFTS])
    return sorted(begun, key=lambda line: str(line.at), reverse=True)[:DRAFTS]


def _proposal_line(proposal: Proposal) -> Line:
    return Line(
        label=proposal.title or _("Untitled article"),
        address=proposal.get_absolute_url(),
        icon="book-open",
        at=proposal.saved_at,
    )


def _draft_line(draft: Draft) -> Line | None:
    address = str(draft.fields.get("address") or "")
    words = str(draft.fields.get("title") or draft.fields.get("body") or "").strip()
    if not address or not words:
        return None
    return Line(label=words[:80], address=address, icon="pencil-line", at=draft.saved_at)
