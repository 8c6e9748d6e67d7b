"""Tells Django about the importers, which keep tables of their own."""

from django.apps import AppConfig


class ImportersConfig(AppConfig):
    """The folder's name."""

    name = "lorehouse.connect.importers"
    label = "importers"
