"""Questions: which answer solved one."""

from typing import Self

from django.db import models
from django.db.models import Q

from lorehouse.items.models import Item
from lorehouse.items.models.items import may_read
from lorehouse.people.models import Person, Visitor


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions, read the way people speak of them."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Questions that `person` may read."""
        return self.filter(may_read(person, "item__"))

    def solved(self) -> Self:
        """Questions with an accepted answer."""
        return self.filter(accepted_answer__isnull=False)


class Question(models.Model):
    """A question; its text, author and audience are its item's."""

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="question")
    accepted_answer = models.OneToOneField(
        Item, models.SET_NULL, null=True, related_name="accepted_for"
    )
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_answer__isnull=True) | Q(accepted_at__isnull=False),
                name="acceptance_has_a_time",
            )
        ]
        indexes = [
            # Where most questions wait, databases take the unique index for a poor one.
            models.Index(
                fields=["accepted_answer"],
                condition=Q(accepted_answer__isnull=False),
                name="questions_accepted",
            )
        ]

    def __str__(self) -> str:
        return str(self.item)
