"""Polls: what one may choose, and who chose it, which is shown only if the poll said so."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lorehouse.items.models import Item
from lorehouse.items.models.items import may_read
from lorehouse.people.models import Person, Visitor


class PollQuerySet(models.QuerySet["Poll"]):
    """Polls, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Polls that `person` may read."""
        return self.filter(may_read(person, "item__"))


class Poll(models.Model):
    """A poll; its text, author and audience are its item's. How it counts is never changed."""

    class Results(models.TextChoices):
        """When the counts are shown. After closing they always are."""

        AFTER_VOTE = "after_vote", _("To whoever has voted")
        AFTER_CLOSE = "after_close", _("To everybody, once it is closed")

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="poll")
    several = models.BooleanField(default=False)  # one may choose more than one option
    by_name = models.BooleanField(default=False)  # who chose what is shown with the counts
    results = models.CharField(max_length=12, choices=Results, default=Results.AFTER_VOTE)
    closes_at = models.DateTimeField(null=True)

    objects = PollQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.item)

    def is_closed(self, now: datetime) -> bool:
        """Whether no vote counts any more."""
        return self.closes_at is not None and self.closes_at <= now


class Option(models.Model):
    """One thing to choose."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["poll", "position"], name="one_option_each_place")
        ]

    def __str__(self) -> str:
        return self.text


class Ballot(models.Model):
    """Somebody chose an option. Kept by person so that a choice can be changed until closing."""

    poll = models.ForeignKey(Poll, models.CASCADE, related_name="ballots")
    option = models.ForeignKey(Option, models.CASCADE, related_name="ballots")
    voter = models.ForeignKey(Person, models.CASCADE, related_name="+")
    is_single = models.BooleanField()  # as the poll is: only one ballot may be

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["option", "voter"], name="one_ballot_an_option"),
            models.UniqueConstraint(
                fields=["poll", "voter"], condition=Q(is_single=True), name="one_choice_a_voter"
            ),
        ]

    def __str__(self) -> str:
        return f"ballot in {self.poll_id}"
