"""How templates call things: words of the reader's language, and macros, without detours.

A page says some sixty sentences and calls some two hundred macros. Jinja2's own way looks up each
sentence through four calls and asks of each callee three times what it wants to be passed; that
was a quarter of the time of a page.
"""

from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any, cast

import jinja2
from django.utils import translation
from jinja2.runtime import Context, Macro
from markupsafe import Markup

MOST_SENTENCES = 8192


class HouseContext(Context):
    """Jinja2's context, which calls macros and plain functions at once."""

    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        """As Jinja2 does; `_block_vars` and `_loop_vars` matter only to what wants a context."""
        kind = type(__obj)
        if kind is Macro:
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(__self.eval_ctx, *args, **kwargs)
        if (kind is FunctionType or kind is MethodType) and not hasattr(__obj, "jinja_pass_arg"):
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


def install(environment: jinja2.Environment) -> None:
    """Have the templates of `environment` speak through this module; `i18n` must be loaded."""
    cast("Any", environment).newstyle_gettext = True
    environment.context_class = HouseContext
    environment.globals.update(
        {
            "_": gettext,
            "gettext": gettext,
            "ngettext": ngettext,
            "pgettext": pgettext,
            "npgettext": npgettext,
        }
    )


def gettext(message: str, **variables: object) -> Markup:
    """A sentence in the reader's language; what is put into it is escaped."""
    if variables:
        return _sentence(translation.get_language(), message) % variables
    return _whole(translation.get_language(), message)


def ngettext(singular: str, plural: str, num: int, **variables: object) -> Markup:
    """A sentence for `num` things."""
    return Markup(translation.ngettext(singular, plural, num)) % {"num": num, **variables}  # noqa: S704


def pgettext(context: str, message: str, **variables: object) -> Markup:
    """A sentence that without `context` could mean something else."""
    return Markup(translation.pgettext(context, message)) % {"context": context, **variables}  # noqa: S704


def npgettext(context: str, singular: str, plural: str, num: int, **variables: object) -> Markup:
    """A sentence for `num` things that without `context` could mean something else."""
    said = Markup(translation.npgettext(context, singular, plural, num))  # noqa: S704
    return said % {"context": context, "num": num, **variables}


@lru_cache(maxsize=MOST_SENTENCES)
def _sentence(language: str | None, message: str) -> Markup:
    """`message` in `language`, which is the one in force."""
    return Markup(translation.gettext(message))  # noqa: S704


@lru_cache(maxsize=MOST_SENTENCES)
def _whole(language: str | None, message: str) -> Markup:
    """A sentence without variables; `%%` stands for `%` in it as in the others."""
    return _sentence(language, message) % {}
