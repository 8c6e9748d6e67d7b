"""Tells Django about this room."""

from django.apps import AppConfig


class ItemsConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.items"
    label = "items"
