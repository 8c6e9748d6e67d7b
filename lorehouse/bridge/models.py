"""What came from where, what groups keep on top, and who asks to see what."""

from typing import Self

from django.db import models
from django.db.models import Q

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience, Group, Membership
from lorehouse.items.models import Item
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person, Visitor


class Provenance(models.Model):
    """A passage of a conversation that went into an article, and the paragraph it is in now.

    `block` is the key of that paragraph (see lib.markdown.blocks); it is empty when the paragraph
    was rewritten beyond recognition: then the passage stands behind the article as a whole.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="provenance")
    source = models.ForeignKey(Item, models.CASCADE, related_name="became")
    source_version = models.PositiveIntegerField()
    passage = models.TextField()
    block = models.CharField(max_length=40, blank=True)
    position = models.PositiveIntegerField(default=0)
    distilled_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["article", "position", "id"]
        indexes = [models.Index(fields=["source"], name="bridge_source")]

    def __str__(self) -> str:
        return f"article {self.article_id} from #{self.source_id}"


class Pin(models.Model):
    """A steward keeps something on top of the group's page, or among what the group decided."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="pins")
    item = models.ForeignKey(Item, models.CASCADE, related_name="pins")
    pinned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    is_decision = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "item"], name="one_pin_of_an_item")]

    def __str__(self) -> str:
        return f"#{self.item_id} on the page of {self.group_id}"


class AccessRequestQuerySet(models.QuerySet["AccessRequest"]):
    """Requests, as seen by their askers and by those who decide."""

    def visible_to(self, person: Person | Visitor) -> Self:
        """One's own, and those one may decide."""
        if not isinstance(person, Person):
            return self.none()
        return self.filter(Q(asker=person) | _decided_by(person)).distinct()

    def to_decide(self, person: Person) -> Self:
        """Requests that wait for the word of `person`, among others."""
        return self.filter(_decided_by(person), decided_at=None).exclude(asker=person).distinct()


class AccessRequest(models.Model):
    """Somebody asks to see what stands at an address; it may be nothing, and then nobody hears.

    At most one of `item`, `group` and `space` is set. The asker is told when it was granted, and
    never that it was declined.
    """

    asker = models.ForeignKey(Person, models.CASCADE, related_name="access_requests")
    address = models.CharField(max_length=300)
    words = models.TextField(max_length=500, blank=True)
    at = models.DateTimeField()
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="+")
    space = models.ForeignKey(Space, models.SET_NULL, null=True, related_name="+")
    decided_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    granted = models.BooleanField(default=False)

    objects = AccessRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asker", "address"], name="one_request_per_address")
        ]

    def __str__(self) -> str:
        return f"{self.asker_id} asks for {self.address}"

    @property
    def audience(self) -> Audience | None:
        """The audience that would see it; None when it is gone, or never was."""
        thing = self.item or self.group or self.space
        return thing.audience if thing else None


def _decided_by(person: Person) -> Q:
    """Requests about what `person` wrote, owns or looks after, where they are themselves.

    Whoever wrote under a pseudonym is not asked: their answer would say who it is.
    """
    looked_after = Membership.objects.filter(person=person, is_steward=True).values("group")
    held = audience_ids(person)
    own = Q(item__author=person) | Q(item__article__owner=person)
    return (
        (own & Q(item__audience__in=held))
        | Q(item__audience__group__in=looked_after)
        | Q(group__in=looked_after)
        | (Q(space__editors=person) & Q(space__audience__in=held))
        | Q(space__audience__group__in=looked_after)
    )
