"""What somebody has to decide about one item: flags, the decision, an appeal."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Membership
from lorehouse.items.models import Item
from lorehouse.moderation.models.rules import Rule
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.voices import own_ids


def looked_after(person: Person | Visitor) -> frozenset[int]:
    """The ids of the audiences in which `person` decides.

    Moderators decide in every audience they are part of, stewards in their groups. Neither
    opens a door: nobody decides about what they may not read.
    """
    if not isinstance(person, Person):
        return frozenset()
    held = audience_ids(person)
    if person.is_moderator:
        return held
    stewarded = Membership.objects.filter(person=person, is_steward=True)
    return held & frozenset(stewarded.values_list("group__audience_id", flat=True))


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases, as those who decide see them."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """What `person` may decide: never about what they wrote themselves."""
        if not isinstance(person, Person):
            return self.none()
        mine = Q(item__audience_id__in=looked_after(person))
        if person.is_moderator:
            mine |= Q(is_open_to_house=True)
        return self.filter(mine).exclude(item__author_id__in=own_ids(person))

    def of(self, author: Person) -> Self:
        """What its author is told of: what was held back, removed, or restored."""
        told = ~Q(outcome=Case.Outcome.OPEN) & ~Q(outcome=Case.Outcome.KEPT) | Q(is_held=True)
        return self.filter(told, item__author_id__in=own_ids(author))

    def open(self) -> Self:
        """Cases nobody has decided yet."""
        return self.filter(outcome=Case.Outcome.OPEN)

    def removals(self) -> Self:
        """Cases in which a rule was cited and the item taken away, also those taken back since."""
        return self.filter(outcome__in=[Case.Outcome.REMOVED, Case.Outcome.RESTORED])


class Case(models.Model):
    """Somebody has to decide about an item. Its author sees the decision and the rule cited."""

    class Outcome(models.TextChoices):
        """What was decided."""

        OPEN = "", _("Waits")
        KEPT = "kept", _("Kept")
        REMOVED = "removed", _("Removed")
        RESTORED = "restored", _("Restored")

    class Confidence(models.TextChoices):
        """How sure the house is that it is spam."""

        NONE = "", _("Not asked")
        PASS = "pass", _("Nothing found")
        REVIEW = "review", _("Somebody should look at it")
        ACT = "act", _("Very likely spam")

    item = models.ForeignKey(Item, models.CASCADE, related_name="cases")
    opened_at = models.DateTimeField()
    confidence = models.CharField(max_length=6, choices=Confidence, blank=True)
    signs = models.JSONField(default=list)  # names of what made the house suspicious
    is_held = models.BooleanField(default=False)  # unseen until somebody decides
    is_open_to_house = models.BooleanField(default=False)  # moderators outside the audience decide
    claimed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    claimed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="cases")
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    restored_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)  # when the author was last sent a letter about it

    objects = CaseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(outcome=""), name="one_open_case_per_item"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "kept"])
                | Q(rule__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="a_removal_cites_a_rule",
            ),
        ]
        indexes = [models.Index(fields=["outcome", "-decided_at"], name="cases_by_outcome")]

    def __str__(self) -> str:
        return f"case {self.pk} about #{self.item_id}"

    def get_absolute_url(self) -> str:
        """Where it is decided."""
        return f"/moderation/cases/{self.pk}/"


class Flag(models.Model):
    """Somebody says that an item breaks a rule. Only those who decide see who."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="flags")
    flagger = models.ForeignKey(Person, models.CASCADE, related_name="+")
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="flags")
    words = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "flagger"], name="one_flag_each_in_a_case")
        ]
        indexes = [models.Index(fields=["flagger", "at"], name="flags_of_a_day")]

    def __str__(self) -> str:
        return f"{self.flagger_id} flags in {self.case_id}"


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Appeals, as those who decide see them."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Appeals against others' decisions, about others' texts, where `person` decides."""
        cases = Case.objects.visible_to(person)
        return self.filter(case__in=cases).exclude(removed_by_id=person.pk)

    def open(self) -> Self:
        """Appeals nobody has decided yet."""
        return self.filter(outcome="")


class Appeal(models.Model):
    """The author of a removed item asks that somebody else looks at it again."""

    class Outcome(models.TextChoices):
        """What was decided."""

        OPEN = "", _("Waits")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    case = models.OneToOneField(Case, models.CASCADE, related_name="appeal")
    words = models.TextField()
    at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default=Outcome.OPEN)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("removed_by")),
                name="an_appeal_is_decided_by_somebody_else",
            )
        ]

    def __str__(self) -> str:
        return f"appeal in {self.case_id}"
