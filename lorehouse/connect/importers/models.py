"""Imports as people see them, and imported people who may be somebody with an account."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lorehouse.people.models import Person, Visitor


class ImportQuerySet(models.QuerySet["Import"]):
    """Imports, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Administrators see every import, editors their own."""
        if person.is_admin:
            return self
        return self.filter(started_by_id=person.pk) if person.is_editor else self.none()


class Import(models.Model):
    """One source that things come from, and how its last run went."""

    class State(models.TextChoices):
        """Where its last run is."""

        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Reading")
        LOADING = "loading", _("Loading")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    source = models.CharField(max_length=20)  # a name in sources.SOURCES
    path = models.TextField()
    key = models.CharField(max_length=40, unique=True)  # what Item.source says
    space = models.CharField(max_length=60, blank=True)
    group = models.CharField(max_length=60, blank=True)
    audience = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="imports")
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()  # when its process last said that it is alive
    ended_at = models.DateTimeField(null=True)
    read = models.PositiveIntegerField(default=0)  # records
    loaded = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)  # to load; 0 while it is not known
    report = models.JSONField(default=dict)  # store.Report as plain values
    error = models.TextField(blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return f"{self.source} {self.path}"

    def get_absolute_url(self) -> str:
        """Where its progress and its report are."""
        return f"/imports/{self.pk}/"


class Identity(models.Model):
    """Somebody who wrote elsewhere: an imported person, and the e-mail they had there."""

    shadow = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="identity")
    email = models.EmailField(blank=True, db_index=True)
    claimed_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="identities_claimed"
    )
    claimed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "identities"

    def __str__(self) -> str:
        return str(self.shadow)


class Claim(models.Model):
    """Somebody says that an imported person is them; an administrator decides."""

    identity = models.ForeignKey(Identity, models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(Person, models.CASCADE, related_name="claims")
    words = models.TextField(blank=True, max_length=500)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["identity", "claimant"], name="one_claim_each"),
            models.CheckConstraint(
                condition=~Q(identity=models.F("claimant")), name="nobody_claims_themselves"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claimant} is {self.identity}"
