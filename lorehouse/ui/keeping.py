"""Parts of a page that look the same for equal inputs are made once and kept in this process.

The frame of a page (bars, menus, dialogs) costs several times what the page in it costs, and
changes with the reader's name and rights only. While developing nothing is kept.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.conf import settings
from django.template import loader
from django.utils import translation
from markupsafe import Markup

KEPT = 2048  # parts; a card has about 4 kB, the frame of a page 10


def kept(template: str, /, **inputs: Hashable) -> Markup:
    """The template of this name, given nothing but `inputs` and the language of the request.

    `inputs` are compared by value: no models, whose equality says nothing of their fields.
    """
    language = translation.get_language() or "en"
    make = _render if settings.DEBUG else _kept
    return make(template, language, tuple(sorted(inputs.items())))


def _render(template: str, language: str, inputs: tuple[tuple[str, Hashable], ...]) -> Markup:
    with translation.override(language):
        page = loader.get_template(template, using="jinja2")
        return Markup(page.render(dict(inputs)))  # noqa: S704  (the template escapes)


_kept = lru_cache(maxsize=KEPT)(_render)
