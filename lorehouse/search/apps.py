"""Tells Django about this room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.search"
    label = "search"
