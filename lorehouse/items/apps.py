"""Tells Django about this room."""

from importlib import import_module

from django.apps import AppConfig


class ItemsConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.items"
    label = "items"

    def ready(self) -> None:
        """Offer what this room puts into other rooms' pages."""
        import_module("lorehouse.items.places")  # it needs all models, which are there only now
