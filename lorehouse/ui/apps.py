"""Tells Django about this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.ui"
    label = "ui"
