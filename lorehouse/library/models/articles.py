"""The library's pages."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.items.models import Item
from lorehouse.library.models.spaces import Space
from lorehouse.people.models import Person, Visitor


class ArticleQuerySet(models.QuerySet["Article"]):
    """Articles, read the way people speak of them."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Live articles of the person's audiences; there, too, what is not live and was written
        or is owned by them, and, for whoever may review, what was submitted or live before.
        """
        mine = self.filter(item__audience_id__in=audience_ids(person))
        readable = Q(item__state=Item.State.LIVE)
        if isinstance(person, Person):
            own = Q(item__author_id=person.pk) | Q(owner_id=person.pk)
            readable |= Q(item__state=Item.State.DRAFT) & own
            readable |= self._for_reviewers(person)
        return mine.filter(readable)

    def published(self) -> Self:
        """Articles that are live."""
        return self.filter(item__state=Item.State.LIVE)

    def due(self, now: datetime) -> Self:
        """Live articles whose verification has run out."""
        return self.published().filter(verified_until__lt=now)

    def _for_reviewers(self, person: Person) -> Q:
        # Named as words: `Proposal` is below this file and knows it.
        submitted = Article.objects.filter(
            pk=OuterRef("pk"),
            proposals__state__in=["in_review", "changes_asked", "approved", "published"],
        )
        was_seen = Q(item__version__gt=0) | Q(Exists(submitted))
        seen_by_reviewers = Q(item__state=Item.State.DRAFT) & was_seen
        if person.is_editor:
            return seen_by_reviewers
        edited = Space.editors.through.objects.filter(
            space_id=OuterRef("space_id"), person_id=person.pk
        )
        return seen_by_reviewers & Q(Exists(edited))


class Article(models.Model):
    """A page of the library. Its item holds the live text; changes to it are proposals."""

    class Type(models.TextChoices):
        """What kind of page it is; each has a template."""

        GUIDE = "guide", _("Guide")
        PROCEDURE = "procedure", _("Procedure")
        BEST_PRACTICE = "best_practice", _("Best practice")
        FAQ = "faq", _("FAQ")
        REFERENCE = "reference", _("Reference")
        POLICY = "policy", _("Policy")
        DECISION = "decision", _("Decision")

    class State(models.TextChoices):
        """Where it is on its way. Whether its audience sees it is its item's state."""

        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in_review", _("In review")
        PUBLISHED = "published", _("Published")
        ARCHIVED = "archived", _("Archived")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="article")
    space = models.ForeignKey(Space, models.PROTECT, related_name="articles")
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children"
    )
    position = models.PositiveIntegerField(default=0)
    slug = models.SlugField(max_length=120)
    type = models.CharField(max_length=16, choices=Type, default=Type.GUIDE)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="articles_owned")

    published_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verified_until = models.DateTimeField(null=True)

    helpful_yes = models.PositiveIntegerField(default=0)
    helpful_no = models.PositiveIntegerField(default=0)
    worked = models.PositiveIntegerField(default=0)  # field notes by outcome
    worked_with_changes = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "slug"], name="one_article_per_address")
        ]
        indexes = [
            models.Index(fields=["verified_until"], name="library_due"),
            models.Index(fields=["space", "parent", "position", "item"], name="library_tree"),
        ]

    def __str__(self) -> str:
        return str(self.item)

    def get_absolute_url(self) -> str:
        """The article's address."""
        return f"/library/{self.space.slug}/{self.slug}/"
