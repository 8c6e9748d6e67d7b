"""Tells Django about this room."""

from django.apps import AppConfig


class StreamConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.stream"
    label = "stream"
