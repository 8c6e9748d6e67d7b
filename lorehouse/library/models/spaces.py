"""The library's shelves."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lorehouse.groups.models import Audience, SharedQuerySet
from lorehouse.people.models import Person


class SpaceQuerySet(SharedQuerySet["Space"]):
    """Spaces, as seen by one person: `visible_to`."""


class Space(models.Model):
    """A shelf with a purpose. Its audience is what new articles on it start with."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("Name"), max_length=80)
    purpose = models.TextField(_("Purpose"), max_length=1000, blank=True)
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="spaces")
    editors = models.ManyToManyField(Person, blank=True, related_name="spaces_edited")
    verify_every_days = models.PositiveIntegerField(_("Verify again after (days)"), default=180)
    position = models.PositiveIntegerField(default=0)

    objects = SpaceQuerySet.as_manager()

    class Meta:
        ordering = ["position", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The address of the space."""
        return f"/library/{self.slug}/"
