"""Things half-written."""

from django.db import models

from lorehouse.people.models import Person


class Draft(models.Model):
    """What somebody has typed into one form, kept until they post it or throw it away.

    `key` names the form, such as `new/question` or `item/12/reply`; `fields` is what it held.
    Nobody but its writer sees it.
    """

    writer = models.ForeignKey(Person, models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=120)
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["writer", "key"], name="one_draft_per_form")]

    def __str__(self) -> str:
        return f"{self.key} of {self.writer_id}"
