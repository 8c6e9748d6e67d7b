"""Access tokens, and answers kept so that a repeated request changes nothing twice."""

from typing import Self

from django.db import models

from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor


class TokenQuerySet(models.QuerySet["Token"]):
    """Tokens, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own tokens."""
        return self.filter(person_id=person.pk) if person.pk else self.none()


class Token(models.Model):
    """A word that lets a program act as its person. Only its digest is kept."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of the word
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    objects = TokenQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.name} of {self.person_id}"


class KeptAnswer(models.Model):
    """The answer to a POST with an Idempotency-Key, given again when the request is repeated."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    request_digest = models.CharField(max_length=64)  # SHA-256 of method, path and body
    status = models.PositiveSmallIntegerField(default=0)  # 0 while the first one is under way
    body = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_answer_per_key")]

    def __str__(self) -> str:
        return f"{self.key} of {self.person_id}"


class ReceivedMail(models.Model):
    """A mail that was taken in, so that it is not posted a second time. It keeps no words."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=250)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "message_id"], name="mail_received_once")
        ]

    def __str__(self) -> str:
        return f"{self.message_id} of {self.person_id}"
