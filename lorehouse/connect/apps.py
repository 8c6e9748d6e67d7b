"""Tells Django about this room."""

from django.apps import AppConfig


class ConnectConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.connect"
    label = "connect"
