"""Tells Django about this room."""

from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.groups"
    label = "groups"
