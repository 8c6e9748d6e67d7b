"""Words that items are filed under."""

from django.db import models
from django.db.models import Q

from lorehouse.groups.models import Audience
from lorehouse.items.models.items import Item


class Tag(models.Model):
    """A word; `name` is its address, lower case with hyphens."""

    name = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """An item filed under a tag.

    Of live items that begin a thread it repeats what feeds choose by, so that a tag's feed is one
    range of an index; `active_at` is empty where the item is in no feed. See items.standing.
    """

    item = models.ForeignKey(Item, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")
    audience = models.ForeignKey(
        Audience, models.CASCADE, null=True, related_name="+", db_index=False
    )
    lane = models.CharField(max_length=8, blank=True, default="")
    kind = models.CharField(max_length=12, blank=True, default="")
    created_at = models.DateTimeField(null=True)
    active_at = models.DateTimeField(null=True)
    heat = models.FloatField(default=0.0)
    merit = models.FloatField(default=0.0)
    score = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "tag"], name="one_tagging_each")]
        indexes = [
            models.Index(
                fields=["tag", "lane", "-active_at", "-item", "audience", "kind"],
                condition=Q(active_at__isnull=False),
                name="taggings_latest",
            ),
            models.Index(
                fields=["tag", "lane", "-heat", "-item", "audience", "kind"],
                condition=Q(active_at__isnull=False),
                name="taggings_hot",
            ),
            models.Index(
                fields=[
                    "tag",
                    "lane",
                    "-merit",
                    "-score",
                    "-item",
                    "audience",
                    "kind",
                    "created_at",
                ],
                condition=Q(active_at__isnull=False),
                name="taggings_top",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.item_id} under {self.tag_id}"
