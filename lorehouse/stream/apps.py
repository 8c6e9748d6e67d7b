"""Tells Django about this room."""

from importlib import import_module

from django.apps import AppConfig


class StreamConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.stream"
    label = "stream"

    def ready(self) -> None:
        """Let people listen to the stream, and see it on pages further in."""
        for name in ("live", "places"):  # they need all models, which are there only now
            import_module(f"lorehouse.stream.{name}")
