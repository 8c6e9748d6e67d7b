"""Links: the address that was shared, and the page that all its shares lead to."""

from typing import Self

from django.db import models

from lorehouse.items.models import Item
from lorehouse.items.models.items import may_read
from lorehouse.people.models import Person, Visitor


class Page(models.Model):
    """A page outside, by its normalised address: what it said when it was fetched.

    Its text stays readable when the page is gone. Shown only beside a share that its reader may
    read.
    """

    address = models.CharField(max_length=2000, unique=True)
    fetched_from = models.CharField(max_length=2000, blank=True)  # after redirects
    title = models.CharField(max_length=250, blank=True)
    description = models.CharField(max_length=500, blank=True)
    site = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    fetched_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    dead_since = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=120, blank=True)  # why it was not fetched the last time

    def __str__(self) -> str:
        return self.title or self.address


class ShareQuerySet(models.QuerySet["Share"]):
    """Shared links, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Shares that `person` may read."""
        return self.filter(may_read(person, "item__"))


class Share(models.Model):
    """A link somebody shared; their own word, author and audience are its item's.

    `joined_at` is when the worker had looked at the page for this share. Nothing of the page is
    shown before, so that nobody learns from it whether others shared it where they may not read.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="share")
    address = models.CharField(max_length=2000)
    page = models.ForeignKey(Page, models.PROTECT, related_name="shares")
    joined_at = models.DateTimeField(null=True)

    objects = ShareQuerySet.as_manager()

    def __str__(self) -> str:
        return f"#{self.item_id} shares {self.address}"
