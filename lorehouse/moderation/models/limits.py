"""How much one may do at once."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

AT_LEAST_ONE = [MinValueValidator(1)]


class Limits(models.Model):
    """What administrators set for everybody. There is one row; without it the defaults hold."""

    new_days = models.PositiveIntegerField(_("An account is new for this many days"), default=3)
    posts = models.PositiveIntegerField(
        _("Posts and replies in an hour"), default=240, validators=AT_LEAST_ONE
    )
    posts_new = models.PositiveIntegerField(
        _("Posts and replies in an hour, new accounts"), default=60, validators=AT_LEAST_ONE
    )
    mentions = models.PositiveIntegerField(
        _("People mentioned in an hour"), default=200, validators=AT_LEAST_ONE
    )
    mentions_new = models.PositiveIntegerField(
        _("People mentioned in an hour, new accounts"), default=25, validators=AT_LEAST_ONE
    )
    flags = models.PositiveIntegerField(_("Flags in a day"), default=30, validators=AT_LEAST_ONE)
    flags_new = models.PositiveIntegerField(
        _("Flags in a day, new accounts"), default=10, validators=AT_LEAST_ONE
    )

    def __str__(self) -> str:
        return f"{self.posts} posts an hour"

    @classmethod
    def current(cls) -> "Limits":
        """The limits in force."""
        return cls.objects.first() or cls(pk=1)
