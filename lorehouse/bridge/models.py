"""What came from where."""

from django.db import models

from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.models import Person


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
