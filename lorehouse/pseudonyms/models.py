"""Which groups allow pseudonyms, which there are, and the sealed table that says whose they are."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from lorehouse.groups.models import Group
from lorehouse.people.models import Person, Visitor


class Allowance(models.Model):
    """A group's steward allowed pseudonyms; without this row there are none in the group."""

    group = models.OneToOneField(Group, models.CASCADE, related_name="pseudonym_allowance")
    allowed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pseudonyms in {self.group_id}"


class Pseudonym(models.Model):
    """A name that somebody writes under in one group.

    `person` is a row of its own among the people, and stands as author wherever an author stands.
    """

    person = models.OneToOneField(
        Person, models.CASCADE, primary_key=True, related_name="pseudonym"
    )
    group = models.ForeignKey(Group, models.CASCADE, related_name="pseudonyms")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"pseudonym {self.person_id}"


class Seal(models.Model):
    """Whose pseudonym it is. Read by `voices`, for its owner, by `hints`, which tells owners that
    there is something for them, and by `opened`, after two consents.

    No other module reads this table, and no other table says what it says: tests hold both. So
    what was told to an owner stands here as well.
    """

    pseudonym = models.OneToOneField(Pseudonym, models.CASCADE, primary_key=True, related_name="+")
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    hinted_at = models.DateTimeField(null=True)  # when it was last looked what its owner is told
    hinted_to = models.PositiveBigIntegerField(default=0)  # the last notice that was looked at then

    def __str__(self) -> str:
        return f"seal of {self.pseudonym_id}"


class UnsealingQuerySet(models.QuerySet["Unsealing"]):
    """Requests to learn who is behind a pseudonym."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Administrators see all of them; that somebody asked is no secret among them."""
        return self if person.is_admin else self.none()


class Unsealing(models.Model):
    """An administrator asks who is behind a pseudonym; another one consents or declines."""

    pseudonym = models.ForeignKey(Pseudonym, models.PROTECT, related_name="unsealings")
    reason = models.TextField(max_length=1000)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=False)

    objects = UnsealingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")),
                name="two_administrators",
            ),
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(decided_by__isnull=False),
                name="opened_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"unsealing of {self.pseudonym_id}"
