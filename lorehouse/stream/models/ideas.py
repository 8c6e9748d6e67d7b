"""Ideas: where one stands, how it got there, what speaks for and against it, how trials went."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lorehouse.items.models import Item
from lorehouse.items.models.items import may_read
from lorehouse.people.models import Person, Visitor


class IdeaQuerySet(models.QuerySet["Idea"]):
    """Ideas, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Ideas that `person` may read."""
        return self.filter(may_read(person, "item__"))


class Idea(models.Model):
    """An idea; its text, author and audience are its item's."""

    class Stage(models.TextChoices):
        """Where it stands on its path."""

        PROPOSED = "proposed", _("Proposed")
        DEBATED = "debated", _("Debated")
        TRIAL = "trial", _("On trial")
        ADOPTED = "adopted", _("Adopted")
        DECLINED = "declined", _("Declined")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="idea")
    stage = models.CharField(max_length=8, choices=Stage, default=Stage.PROPOSED, db_index=True)

    objects = IdeaQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.item)

    @property
    def is_decided(self) -> bool:
        """Whether it was adopted or declined."""
        return self.stage in DECIDED


DECIDED = frozenset({Idea.Stage.ADOPTED, Idea.Stage.DECLINED})


class Step(models.Model):
    """An idea came to a stage: who moved it there, when, and why."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="steps")
    stage = models.CharField(max_length=8, choices=Idea.Stage)
    mover = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, max_length=2000)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage__in=["adopted", "declined"]) | ~Q(reason=""),
                name="decisions_have_a_reason",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.idea_id} {self.stage}"


class Argument(models.Model):
    """A reply to an idea that speaks for it or against it."""

    class Side(models.TextChoices):
        """Which."""

        FOR = "for", _("For")
        AGAINST = "against", _("Against")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="argument")
    side = models.CharField(max_length=7, choices=Side)

    def __str__(self) -> str:
        return f"#{self.item_id} {self.side}"


class Experience(models.Model):
    """A reply to an idea that says how trying it went."""

    class Outcome(models.TextChoices):
        """How."""

        WORKED = "worked", _("Worked")
        CHANGES = "changes", _("Worked with changes")
        FAILED = "failed", _("Did not work")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="experience")
    outcome = models.CharField(max_length=8, choices=Outcome)
    circumstances = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"#{self.item_id} {self.outcome}"
