"""A record of every time the gate was asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.models import Audience
from lorehouse.people.models import Person


class Passage(models.Model):
    """The gate's answer for one text and one audience. It holds what was found, not the text."""

    class Outcome(models.TextChoices):
        """What the gate says."""

        PASS = "pass", _("May pass")
        HOLD = "hold", _("Needs somebody's word")
        BLOCK = "block", _("Must not pass")

    subject = models.CharField(max_length=60)  # such as "item/12"
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=5, choices=Outcome)
    passed = models.BooleanField()
    findings = models.JSONField(default=list)  # [{"rule", "kind", "outcome", "count"}]
    reason = models.CharField(max_length=500, blank=True)  # given for passing what was held
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "audience"], name="disclosure_subject")]

    def __str__(self) -> str:
        return f"{self.subject} for {self.audience_id}: {self.outcome}"
