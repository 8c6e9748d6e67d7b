"""Files with everything of one person, and people who are going to be erased."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lorehouse.people.models import Person, Visitor


class OwnQuerySet(models.QuerySet["Export"]):
    """Exports, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own."""
        return self.filter(person_id=person.pk) if person.pk else self.none()


class Export(models.Model):
    """Everything of one person in a zip, made by the worker, kept for some days."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("Waiting")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")

    person = models.ForeignKey(Person, models.CASCADE, related_name="exports")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)  # things written so far
    total = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=120, blank=True)  # where the storage keeps it
    size = models.PositiveBigIntegerField(default=0)  # bytes
    ready_at = models.DateTimeField(null=True)

    objects = OwnQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(state="waiting"),
                name="one_export_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"export of {self.person_id}"


class Erasure(models.Model):
    """Somebody is going to be erased at `due_at`, unless they withdraw it before."""

    class Words(models.TextChoices):
        """What becomes of what they said."""

        GONE = "gone", _("My words go, too")
        KEPT = "kept", _("My words stay, as somebody's")

    person = models.OneToOneField(Person, models.PROTECT, related_name="erasure")
    words = models.CharField(max_length=4, choices=Words)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"erasure of {self.person_id}"
