"""Lists: what somebody gathered for themselves or for others, in an order and with notes."""

from typing import Self

from django.db import models
from django.db.models import Q

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.items.models.items import Item, may_read
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Person, Visitor


class ListQuerySet(models.QuerySet["List"]):
    """Lists, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own, and those shared with an audience of `person`."""
        shared = Q(audience_id__in=audience_ids(person))
        return self.filter(shared | Q(keeper_id=person.pk)) if person.pk else self.filter(shared)

    def of(self, person: Person | Visitor) -> Self:
        """The lists that `person` keeps."""
        return self.filter(keeper_id=person.pk) if person.pk else self.none()

    def followed_by(self, person: Person | Visitor) -> Self:
        """The lists of others that `person` follows."""
        return self.filter(followings__person_id=person.pk) if person.pk else self.none()


class List(models.Model):
    """A list that somebody keeps: private without an audience, else for its audience to read.

    Who reads it sees of its entries only those whose item they may read.
    """

    keeper = models.ForeignKey(Person, models.CASCADE, related_name="lists")
    audience = models.ForeignKey(Audience, models.PROTECT, null=True, related_name="lists")
    title = models.CharField(max_length=120)
    purpose = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # when an entry or its words last changed

    objects = ListQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["audience", "-changed_at", "-id"], name="lists_latest")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its address, which is what one shares."""
        slug = slugify(self.title)
        return f"/lists/{self.pk}/{slug}/" if slug else f"/lists/{self.pk}/"

    @property
    def is_private(self) -> bool:
        """Whether only its keeper reads it."""
        return self.audience_id is None


class ListEntryQuerySet(models.QuerySet["ListEntry"]):
    """Entries of lists, as seen by one person."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """Entries of readable lists whose item `person` may read: others leave no trace."""
        lists = List.objects.visible_to(person).values("pk")
        return self.filter(may_read(person, "item__"), list__in=lists)


class ListEntry(models.Model):
    """An item on a list, with what its keeper says of it."""

    list = models.ForeignKey(List, models.CASCADE, related_name="entries")
    item = models.ForeignKey(Item, models.CASCADE, related_name="list_entries")
    place = models.PositiveIntegerField()  # from 1; gaps do not matter
    note = models.CharField(max_length=500, blank=True)
    added_at = models.DateTimeField()

    objects = ListEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["list", "item"], name="once_on_each_list")]
        indexes = [models.Index(fields=["list", "place", "id"], name="lists_in_order")]

    def __str__(self) -> str:
        return f"#{self.item_id} on list {self.list_id}"


class ListFollowing(models.Model):
    """Somebody keeps an eye on a list of somebody else."""

    list = models.ForeignKey(List, models.CASCADE, related_name="followings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="list_followings")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list", "person"], name="one_list_following_each")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} follows list {self.list_id}"
