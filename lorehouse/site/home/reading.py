"""What the first page shows, each part in one or two queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, QuerySet, When
from django.utils.translation import gettext as _

from lorehouse.groups.models import Group
from lorehouse.items.models import Bookmark, Draft, Item, Tagging
from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.models import Question

CONVERSATIONS, QUESTIONS, ARTICLES, DRAFTS, TASKS = 8, 4, 6, 5, 4


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a short list: where it leads and what it says."""

    label: str
    address: str
    icon: str
    detail: str = ""
    at: datetime | None = None


def conversations(reader: Person | Visitor) -> list[Item]:
    """The threads that grew last in the reader's groups; for those in no group, anywhere."""
    threads = _threads(reader).order_by("-active_at")
    if reader.pk:
        own = threads.filter(audience__group__in=Group.objects.of(reader))[:CONVERSATIONS]
        if own:
            return list(own)
    return list(threads[:CONVERSATIONS])


def open_questions(reader: Person) -> list[Item]:
    """Unanswered questions of others, first those about what the reader knows."""
    known = Tagging.objects.filter(item__replies__author=reader).values("tag_id")
    on_topic = Exists(Tagging.objects.filter(item=OuterRef("pk"), tag_id__in=known))
    questions = _threads(reader).filter(kind=Item.Kind.QUESTION, reply_count=0)
    ranked = questions.exclude(author=reader).annotate(near=Case(When(on_topic, then=0), default=1))
    return list(ranked.order_by("near", "-created_at")[:QUESTIONS])


def _threads(reader: Person | Visitor) -> QuerySet[Item]:
    live = Item.objects.visible_to(reader).live().roots().filter(lane=Item.Lane.STREAM)
    with_names = live.select_related("author", "audience__group").prefetch_related("taggings__tag")
    return with_names.defer("body", "html", "contents")


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


def solved(items: Iterable[Item]) -> set[int]:
    """The ids of those questions among `items` that have an accepted answer."""
    ids = [item.pk for item in items if item.kind == Item.Kind.QUESTION]
    return set(Question.objects.solved().filter(pk__in=ids).values_list("pk", flat=True))


def own_votes(reader: Person | Visitor, items: Iterable[Item]) -> dict[int, int]:
    """The reader's vote on each of `items` they voted on."""
    if not isinstance(reader, Person):
        return {}
    votes = reader.votes.filter(item__in=[item.pk for item in items])
    return dict(votes.values_list("item_id", "value"))


def saved(reader: Person | Visitor, items: Iterable[Item]) -> set[int]:
    """The ids of those of `items` that the reader keeps for later."""
    if not reader.pk:
        return set()
    kept = Bookmark.objects.filter(person_id=reader.pk, item__in=[item.pk for item in items])
    return set(kept.values_list("item_id", flat=True))
