"""Proposals: those that wait, one's own, those decided, and one of them in full."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from lorehouse.disclosure import gate
from lorehouse.disclosure.gate import Verdict
from lorehouse.lib import markdown
from lorehouse.lib.comparing import Comparison, compared
from lorehouse.library import policy
from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person

DECIDED_SHOWN = 20
RECENTLY = timedelta(days=60)


def waiting_for(person: Person) -> list[Proposal]:
    """What `person` may review and did not write, the oldest first."""
    rows = _with_all(Proposal.objects.visible_to(person).waiting()).exclude(author=person)
    return [one for one in rows.order_by("submitted_at") if policy.may_review(person, one)]


def own(person: Person) -> QuerySet[Proposal]:
    """What `person` has open, the latest first."""
    return _with_all(Proposal.objects.open().filter(author=person)).order_by("-saved_at")


def own_proposal(person: Person, article: Article) -> Proposal | None:
    """The proposal for `article` that `person` has open."""
    return article.proposals.open().filter(author=person).first()


def decided(person: Person, *, now: datetime) -> QuerySet[Proposal]:
    """What was published lately, of those `person` may see."""
    done = Proposal.objects.visible_to(person).filter(
        state=Proposal.State.PUBLISHED, decided_at__gte=now - RECENTLY
    )
    return _with_all(done).order_by("-decided_at")[:DECIDED_SHOWN]


def _with_all(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    return rows.select_related(
        "author", "article__item__audience", "article__space"
    ).prefetch_related("reviews__reviewer")


@dataclass(frozen=True, kw_only=True)
class Reading:
    """A proposal as a reviewer reads it."""

    proposal: Proposal
    comparison: Comparison
    html: str
    verdict: Verdict  # what the disclosure gate finds in it, for the article's audience
    old_tags: list[str]

    @property
    def is_outdated(self) -> bool:
        """Whether the live text changed since the proposal was written."""
        return self.proposal.base_version != self.proposal.article.item.version

    @property
    def has_new_title(self) -> bool:
        """Whether it changes the title of a live article."""
        item = self.proposal.article.item
        return bool(item.version) and item.title != self.proposal.title


def read(proposal: Proposal) -> Reading:
    """What a reviewer needs to judge `proposal`."""
    item = proposal.article.item
    old = item.body if item.version else ""
    return Reading(
        proposal=proposal,
        comparison=compared(old, proposal.body),
        html=markdown.render(proposal.body).html,
        verdict=gate.check(f"{proposal.title}\n\n{proposal.body}", item.audience),
        old_tags=list(item.taggings.order_by("tag__name").values_list("tag__name", flat=True)),
    )
