"""Audiences as a form offers them."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lorehouse.groups.models import Audience
from lorehouse.people.models import Person

HEADINGS = [
    (("members", "public"), gettext_lazy("The house")),
    (("group",), gettext_lazy("Your groups")),
    (("department", "organisation"), gettext_lazy("Where you work")),
    (("chosen",), gettext_lazy("Chosen people")),
]


def shareable(writer: Person) -> list[tuple[Promise, list[tuple[int, str]]]]:
    """The audiences `writer` may share with, as choices under headings."""
    by_kind: dict[str, list[tuple[int, str]]] = {}
    for audience in Audience.objects.shareable_by(writer):
        by_kind.setdefault(audience.kind, []).append((audience.pk, label(audience)))
    return [
        (heading, options)
        for kinds, heading in HEADINGS
        if (options := [one for kind in kinds for one in by_kind.get(kind, [])])
    ]


def label(audience: Audience) -> str:
    """An audience as a choice says it."""
    if audience.kind == Audience.Kind.GROUP and audience.open_to_members:
        return _("%(name)s (members may read it)") % {"name": audience.name}
    if audience.kind == Audience.Kind.PUBLIC:
        return _("Everyone, also outside")
    return _("All members") if audience.kind == Audience.Kind.MEMBERS else audience.name
