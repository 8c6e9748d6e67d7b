"""Words that items are filed under."""

from django.db import models

from lorehouse.items.models.items import Item


class Tag(models.Model):
    """A word; `name` is its address, lower case with hyphens."""

    name = models.SlugField(max_length=60, unique=True, allow_unicode=True)

    def __str__(self) -> str:
        return self.name


class Tagging(models.Model):
    """An item filed under a tag."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="taggings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "tag"], name="one_tagging_each")]

    def __str__(self) -> str:
        return f"#{self.item_id} under {self.tag_id}"
