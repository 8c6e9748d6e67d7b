"""Audiences by the words people type for them, in addresses, files and commands."""

from django.utils.translation import gettext

from lorehouse.groups import actions
from lorehouse.groups.models import Audience, Group
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Department, Organisation, Person


def audience_named(word: str, *, reader: Person | None) -> Audience:
    """The audience called `word`: `public`, `members`, `group:<slug>`, `department:<slug>`,
    `organisation:<slug>`, the bare slug of a group, or an audience's number.

    A `reader` is told only of audiences they are part of; None is the operator, who sees all.
    Raises Unfit when there is none of that name.
    """
    found = _found(word.strip())
    if found is not None and reader is not None:
        found = Audience.objects.visible_to(reader).filter(pk=found.pk).first()
    if found is None:
        raise Unfit(
            gettext(
                "There is no audience “%(word)s”. Write public, members, group:<slug>, "
                "department:<slug> or organisation:<slug>."
            )
            % {"word": word}
        )
    return found


def word_for(audience: Audience) -> str:
    """The word `audience_named` finds this audience by."""
    if audience.kind == Audience.Kind.GROUP:
        return f"group:{audience.group.slug}"
    if audience.department is not None:
        return f"department:{audience.department.slug}"
    if audience.organisation is not None:
        return f"organisation:{audience.organisation.slug}"
    chosen = audience.kind == Audience.Kind.CHOSEN
    return str(audience.pk) if chosen else audience.kind


def _found(word: str) -> Audience | None:
    kind, _, slug = word.partition(":")
    if word == Audience.Kind.PUBLIC:
        return actions.public()
    if word == Audience.Kind.MEMBERS:
        return actions.members()
    if word.isdigit():
        return Audience.objects.filter(pk=int(word)).first()
    if kind == "department":
        department = Department.objects.filter(slug=slug).first()
        return actions.of_department(department) if department else None
    if kind == "organisation":
        organisation = Organisation.objects.filter(slug=slug).first()
        return actions.of_organisation(organisation) if organisation else None
    group = Group.objects.filter(slug=slug or word).select_related("audience").first()
    return group.audience if group else None
