"""How the signs of spam, the decisions and the periods of the log are said."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIGNS: dict[str, Promise] = {
    "many_links": _("many links to other places"),
    "little_but_links": _("little text besides its links"),
    "repeated": _("the same text was posted before"),
    "many_mentions": _("many people are mentioned"),
    "new_account": _("the account is new"),
}


def signs(names: list[str]) -> list[Promise]:
    """What made the house suspicious, for people."""
    return [SIGNS[name] for name in names if name in SIGNS]
