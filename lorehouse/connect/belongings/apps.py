"""Tells Django about what belongs to people, which has tables of its own."""

from django.apps import AppConfig


class BelongingsConfig(AppConfig):
    """The folder's name."""

    name = "lorehouse.connect.belongings"
    label = "belongings"
