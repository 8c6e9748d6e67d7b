"""Tells Django about this room."""

from django.apps import AppConfig


class NotifyConfig(AppConfig):
    """The room's name."""

    name = "lorehouse.notify"
    label = "notify"

    def ready(self) -> None:
        """Let pages of other rooms show what this room gives them."""
        from lorehouse.notify import places  # noqa: F401  (importing it fills the slots)
