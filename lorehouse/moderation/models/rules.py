"""The rules of the house."""

from typing import Self

from django.db import models

from lorehouse.people.models import Person, Visitor


class RuleQuerySet(models.QuerySet["Rule"]):
    """Rules, read the way people speak of them."""

    def visible_to(self, _person: Person | Visitor) -> Self:
        """All of them: rules are published."""
        return self.all()

    def in_force(self) -> Self:
        """Rules that can be cited."""
        return self.filter(retired_at=None)


class Rule(models.Model):
    """What may not be done here, and why. A retired rule keeps its address and its history."""

    slug = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=120)
    body = models.TextField()
    html = models.TextField()  # made when it is saved
    summary = models.CharField(max_length=300)  # its first words, plain
    place = models.PositiveIntegerField(default=0)  # in the list, the lowest first
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        ordering = ["place", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The address that a citation leads to."""
        return f"/rules/{self.slug}/"


class RuleVersion(models.Model):
    """A text of a rule; the one with the highest number is the rule as it stands."""

    rule = models.ForeignKey(Rule, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=120)
    body = models.TextField()
    editor = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField(max_length=250, blank=True)  # what its editor said of it

    class Meta:
        ordering = ["rule", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="one_rule_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} version {self.number}"
