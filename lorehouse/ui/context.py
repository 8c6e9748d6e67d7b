"""What every page knows besides what its view gives it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html

THEMES = ("light", "dark")
TONES = {messages.SUCCESS: "ok", messages.WARNING: "warn", messages.ERROR: "bad"}
CSRF_INPUT = '<input type="hidden" name="csrfmiddlewaretoken" value="{}">'
SIGNS = {"ok": "circle-check", "warn": "triangle-alert", "bad": "circle-alert"}


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A sentence left for the next page by `django.contrib.messages`."""

    text: str
    tone: str

    @property
    def icon(self) -> str:
        """The icon that says the tone without colour."""
        return SIGNS.get(self.tone, "info")


def page(request: HttpRequest) -> dict[str, Any]:
    """The reader, the theme they chose, and whether to show what only developers need.

    `reader` is a Person or a Visitor; it is None only where a request never reached the middleware.
    """
    theme = request.COOKIES.get("theme", "")
    # Each page has dozens of forms; the token is masked once for all of them.
    token = SimpleLazyObject(lambda: get_token(request))
    return {
        "reader": getattr(request, "person", None),
        "theme": theme if theme in THEMES else "",
        "page_notices": notices(request),
        "debug": settings.DEBUG,
        "demo_accounts": demo_accounts,
        "csrf_token": token,
        "csrf_input": SimpleLazyObject(lambda: format_html(CSRF_INPUT, token)),
    }


def demo_accounts() -> list[dict[str, str]]:
    """Whom one may look round as in a demo house: name, email, password, about. Else nobody."""
    if not settings.DEMO_FILE.exists():
        return []
    accounts: list[dict[str, str]] = json.loads(settings.DEMO_FILE.read_text("utf-8"))
    return accounts


def notices(request: HttpRequest) -> Callable[[], list[Notice]]:
    """Reads the notices only when a page shows them: reading empties the list."""
    return partial(_notices, request)


def _notices(request: HttpRequest) -> list[Notice]:
    return [
        Notice(text=str(message), tone=TONES.get(message.level, ""))
        for message in messages.get_messages(request)
    ]
