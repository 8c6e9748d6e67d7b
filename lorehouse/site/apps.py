"""Tells Django about this room."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.site"
    label = "site"
