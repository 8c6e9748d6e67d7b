"""Everything that changes notices and preferences. Other rooms `tell`, people do the rest."""

from lorehouse.notify.actions.preferring import (
    choose_participation,
    ensure_preferences,
    prefer,
    preferences_of,
    renew_feed_address,
    reschedule,
    unsubscribe,
)
from lorehouse.notify.actions.pushing import allow_push, stop_push
from lorehouse.notify.actions.reading import catch_up, read, read_all, read_thread
from lorehouse.notify.actions.telling import move_notices, pass_on, settle, tell

__all__ = [
    "allow_push",
    "catch_up",
    "choose_participation",
    "ensure_preferences",
    "move_notices",
    "pass_on",
    "prefer",
    "preferences_of",
    "read",
    "read_all",
    "read_thread",
    "renew_feed_address",
    "reschedule",
    "settle",
    "stop_push",
    "tell",
    "unsubscribe",
]
