"""Tells Django about this room."""

from importlib import import_module

from django.apps import AppConfig


class ModerationConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.moderation"
    label = "moderation"

    def ready(self) -> None:
        """Offer what this room puts into other rooms' pages."""
        import_module(
            "lorehouse.moderation.places"
        )  # it needs all models, which are there only now
