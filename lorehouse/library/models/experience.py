"""What became of articles in use."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lorehouse.items.models import Item
from lorehouse.items.models.items import may_read
from lorehouse.library.models.articles import Article
from lorehouse.people.models import Person, Visitor


class FieldNoteQuerySet(models.QuerySet["FieldNote"]):
    """Field notes, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Field notes that `person` may read: those of articles they may read."""
        return self.filter(may_read(person, "item__"))


class FieldNote(models.Model):
    """Somebody's experience with an article; readers judge for themselves."""

    class Outcome(models.TextChoices):
        """What came of following the article."""

        WORKED = "worked", _("Worked")
        CHANGES = "changes", _("Worked with changes")
        FAILED = "failed", _("Did not work")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="field_note")
    article = models.ForeignKey(Article, models.CASCADE, related_name="field_notes")
    outcome = models.CharField(max_length=8, choices=Outcome)
    circumstances = models.CharField(_("Circumstances"), max_length=300, blank=True)
    article_version = models.PositiveIntegerField()

    objects = FieldNoteQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.outcome}: #{self.article_id}"


class Helpfulness(models.Model):
    """Whether an article helped somebody."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="helpfulness")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    helpful = models.BooleanField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "person"], name="one_helpfulness_each")
        ]

    def __str__(self) -> str:
        return f"#{self.article_id} {'helped' if self.helpful else 'did not help'}"
