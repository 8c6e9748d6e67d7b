"""Texts that wait to become the live one, and what reviewers said of them."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.library.models.articles import Article
from lorehouse.library.models.spaces import Space
from lorehouse.people.models import Person, Visitor


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own, and, for whoever may review or owns the article, those that were submitted."""
        if not isinstance(person, Person):
            return self.none()
        mine = self.filter(article__item__audience_id__in=audience_ids(person))
        submitted = ~Q(state__in=[Proposal.State.DRAFT, Proposal.State.WITHDRAWN])
        if not person.is_editor:
            edited = Space.editors.through.objects.filter(
                space_id=OuterRef("article__space_id"), person_id=person.pk
            )
            submitted &= Exists(edited) | Q(article__owner_id=person.pk)
        return mine.filter(Q(author_id=person.pk) | submitted)

    def open(self) -> Self:
        """Proposals that may still become the live text."""
        return self.filter(state__in=Proposal.OPEN)

    def waiting(self) -> Self:
        """Proposals that wait for a reviewer."""
        return self.filter(state=Proposal.State.IN_REVIEW)


class Proposal(models.Model):
    """A text for an article: its first one, or a change. The live text is never edited directly."""

    class State(models.TextChoices):
        """Where it is on its way."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        CHANGES_ASKED = "changes_asked", _("Changes asked for")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    OPEN = (State.DRAFT, State.IN_REVIEW, State.CHANGES_ASKED, State.APPROVED)

    article = models.ForeignKey(Article, models.CASCADE, related_name="proposals")
    author = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    state = models.CharField(max_length=14, choices=State, default=State.DRAFT)
    title = models.CharField(max_length=250)
    body = models.TextField(blank=True)
    tags = models.JSONField(default=list)
    note = models.CharField(max_length=250, blank=True)  # what it changes, in its author's words
    base_version = models.PositiveIntegerField(default=0)  # live version it started from; 0: none
    version = models.PositiveIntegerField(default=1)  # counts saves, so that none is overwritten
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "author"],
                condition=Q(state__in=["draft", "in_review", "changes_asked", "approved"]),
                name="one_open_proposal_each",
            )
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="library_waiting")]

    def __str__(self) -> str:
        return f"{self.title} ({self.state})"

    def get_absolute_url(self) -> str:
        """Where it is reviewed."""
        return f"/reviews/{self.pk}/"

    @property
    def is_first(self) -> bool:
        """Whether the article has never been live."""
        return self.base_version == 0


class Review(models.Model):
    """What somebody other than its author decided about a proposal."""

    class Decision(models.TextChoices):
        """The two things a reviewer can say."""

        APPROVE = "approve", _("Approve")
        ASK_CHANGES = "ask_changes", _("Ask for changes")

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    decision = models.CharField(max_length=12, choices=Decision)
    note = models.TextField(blank=True, max_length=2000)
    proposal_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.decision} by {self.reviewer_id}"
