"""Tells Django about this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.people"
    label = "people"
