"""What people make of items: votes, reactions, bookmarks, how far they have read."""

from django.db import models
from django.db.models import Q

from lorehouse.items.models.items import Item
from lorehouse.people.models import Person


class Vote(models.Model):
    """One person's opinion of one item: useful or not."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="votes")
    voter = models.ForeignKey(Person, models.CASCADE, related_name="votes")
    value = models.SmallIntegerField()  # +1 or -1
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "voter"], name="one_vote_each"),
            models.CheckConstraint(condition=Q(value__in=[-1, 1]), name="vote_is_up_or_down"),
        ]

    def __str__(self) -> str:
        return f"{self.value:+d} on #{self.item_id}"


class Reaction(models.Model):
    """An emoji somebody put on an item."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="reactions")
    emoji = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "person", "emoji"], name="one_reaction_each")
        ]

    def __str__(self) -> str:
        return f"{self.emoji} on #{self.item_id}"


class Bookmark(models.Model):
    """An item somebody keeps for later."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="bookmarks")
    person = models.ForeignKey(Person, models.CASCADE, related_name="bookmarks")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_bookmark_each")]

    def __str__(self) -> str:
        return f"{self.person_id} keeps #{self.item_id}"


class Reading(models.Model):
    """That somebody has read a thread or an article, and how far.

    `at` is when they were last there; what was written until `reached_at` has been in their sight.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="readings")
    at = models.DateTimeField()
    reached_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="one_reading_each")]

    def __str__(self) -> str:
        return f"{self.person_id} read #{self.item_id}"
