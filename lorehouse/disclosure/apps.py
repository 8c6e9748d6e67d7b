"""Tells Django about this room."""

from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.disclosure"
    label = "disclosure"
