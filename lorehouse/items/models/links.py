"""How items point at each other, and the names that `[[wiki links]]` find them by."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from lorehouse.items.models.items import Item, may_read
from lorehouse.people.models import Person, Visitor


class LinkQuerySet(models.QuerySet["Link"]):
    """Links, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Links both ends of which `person` may read."""
        return self.filter(may_read(person, "source__"), may_read(person, "target__"))


class Link(models.Model):
    """One item points at another, in a stated sense."""

    class Kind(models.TextChoices):
        """In what sense. Who replies to what is `Item.parent`."""

        DISTILLED_FROM = "distilled_from", _("Distilled from")
        CITES = "cites", _("Cites")
        DUPLICATES = "duplicates", _("Duplicate of")
        SUPERSEDES = "supersedes", _("Supersedes")
        CHALLENGES = "challenges", _("Challenges")
        DISCUSSES = "discusses", _("Discusses")

    kind = models.CharField(max_length=16, choices=Kind)
    source = models.ForeignKey(Item, models.CASCADE, related_name="links_out")
    target = models.ForeignKey(Item, models.CASCADE, related_name="links_in")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "source", "target"], name="one_link_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"#{self.source_id} {self.kind} #{self.target_id}"


class Name(models.Model):
    """A name that `[[…]]` finds an item by. Old names stay, so a rename breaks no link."""

    key = models.CharField(max_length=250)  # see items.naming.key
    item = models.ForeignKey(Item, models.CASCADE, related_name="names")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "item"], name="one_name_each")]

    def __str__(self) -> str:
        return f"[[{self.key}]] is #{self.item_id}"


class Wanted(models.Model):
    """A name that an item links to and nothing bears yet."""

    key = models.CharField(max_length=250, db_index=True)
    item = models.ForeignKey(Item, models.CASCADE, related_name="wanted")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="wanted_once")]

    def __str__(self) -> str:
        return f"#{self.item_id} wants [[{self.key}]]"
