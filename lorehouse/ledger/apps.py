"""Tells Django about this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.ledger"
    label = "ledger"
