"""The Jinja2 environment of every product page: what templates can call, and nothing else."""

from functools import cache
from typing import Any

import jinja2
from django.conf import settings
from django.templatetags.static import static as static_address
from django.urls import reverse
from django.utils import translation

from lorehouse.ui import filters, icons, signs, speaking, words
from lorehouse.ui.keeping import kept
from lorehouse.ui.links import with_query


def environment(**options: Any) -> jinja2.Environment:
    """Jinja2 with gettext, addresses, icons and the house's filters. Unknown names are errors."""
    options |= {
        "extensions": ["jinja2.ext.i18n", "jinja2.ext.do"],
        "undefined": jinja2.StrictUndefined,
        "trim_blocks": True,
        "lstrip_blocks": True,
    }
    house = jinja2.Environment(**options)  # noqa: S701  (Django passes autoescape=True)
    house.policies["ext.i18n.trimmed"] = True
    speaking.install(house)
    house.globals.update(_globals())
    house.filters.update(filters.BY_NAME)
    return house


def _globals() -> dict[str, Any]:
    """The functions and tables every template may use."""
    return {
        "static": static,
        "static_as_named": static_as_named,
        "url": url,
        "with_query": with_query,
        "icon": icons.icon,
        "kept": kept,
        "signs": signs,
        "language": language,
        "words": words.in_language,
    }


def url(name: str, *args: object, **kwargs: object) -> str:
    """The address of the view called `name`, such as `account_login`."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


def static(name: str) -> str:
    """The address of a static file, with its hash. The files change only while developing."""
    return static_address(name) if settings.DEBUG else _static(name)


@cache
def _static(name: str) -> str:
    return static_address(name)


def static_as_named(name: str) -> str:
    """The address of a static file without its hash, as styles refer to their fonts."""
    return settings.STATIC_URL + name


def language() -> str:
    """The code of the language this page is written in, such as `en`."""
    return translation.get_language() or "en"
