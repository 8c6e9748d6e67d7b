"""Tells Django about this room."""

from importlib import import_module

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.library"
    label = "library"

    def ready(self) -> None:
        """Offer what the library puts into other rooms' pages."""
        import_module("lorehouse.library.places")  # it needs all models, which are there only now
