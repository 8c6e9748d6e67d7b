"""Tells Django about this room."""

from importlib import import_module

from django.apps import AppConfig


class BridgeConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.bridge"
    label = "bridge"

    def ready(self) -> None:
        """Offer what the bridge puts into other rooms' pages."""
        import_module("lorehouse.bridge.places")  # it needs all models, which are there only now
        import_module("lorehouse.bridge.digests")
