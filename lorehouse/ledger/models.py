"""The ledger's tables. From outside use `lorehouse.ledger.book`; nothing else touches them."""

from django.conf import settings
from django.db import models


class Entry(models.Model):
    """One thing that happened. Rows are added and never changed.

    The reading order is (transaction, id): `transaction` is PostgreSQL's transaction number, and
    0 on SQLite, where writes are one at a time and `id` alone is the order.
    """

    transaction = models.BigIntegerField(default=0)
    name = models.CharField(max_length=60)
    data = models.JSONField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["transaction", "id"], name="ledger_order"),
            models.Index(fields=["name", "id"], name="ledger_by_name"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.name}"


class Bookmark(models.Model):
    """How far one follower has read, and what keeps it from reading on."""

    follower = models.CharField(max_length=80, primary_key=True)
    transaction = models.BigIntegerField(default=0)
    entry_id = models.BigIntegerField(default=0)
    moved_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.follower} at #{self.entry_id}"


class Parked(models.Model):
    """An entry that one follower could not take in; it waits here with its error in sight."""

    follower = models.CharField(max_length=80)
    entry = models.ForeignKey(Entry, models.CASCADE, related_name="+")
    error = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "entry"], name="parked_once_per_follower")
        ]

    def __str__(self) -> str:
        return f"#{self.entry_id} for {self.follower}"
