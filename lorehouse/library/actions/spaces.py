"""Opening and changing spaces."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups import policy as groups
from lorehouse.groups.models import Audience
from lorehouse.groups.widths import people_in
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.lib.slugs import slugify
from lorehouse.library import facts, policy
from lorehouse.library.models import Space
from lorehouse.people.models import Person

TAKEN_BY_PAGES = {"new"}


@transaction.atomic
def open_space(
    *,
    opener: Person,
    name: str,
    audience: Audience,
    purpose: str = "",
    slug: str = "",
    verify_every_days: int = 180,
    editors: Iterable[Person] = (),
    now: datetime,
) -> Space:
    """Open a space for `audience`. Raises NotAllowed, Unfit when the name is taken or missing."""
    if not policy.may_open_space(opener) or not groups.may_share_with(opener, audience):
        raise NotAllowed(gettext("Only editors open spaces, for audiences they are part of."))
    name, slug = name.strip(), slugify(slug or name)
    if not name or not slug or slug in TAKEN_BY_PAGES:
        raise Unfit(gettext("A space needs a name that can stand in an address."))
    if Space.objects.filter(slug=slug).exists():
        raise Unfit(gettext("There is a space at “%(slug)s” already.") % {"slug": slug})
    _fit_period(verify_every_days)
    space = Space.objects.create(
        slug=slug,
        name=name[:80],
        purpose=purpose.strip(),
        audience=audience,
        verify_every_days=verify_every_days,
        position=Space.objects.count(),
    )
    space.editors.set(_who_can_read(space, editors))
    book.record(facts.SpaceOpened(space_id=space.pk), by=opener, at=now)
    return space


@transaction.atomic
def change_space(
    *,
    editor: Person,
    space: Space,
    name: str,
    purpose: str,
    verify_every_days: int,
    editors: Iterable[Person] | None = None,
    now: datetime,
) -> Space:
    """Change what a space is called, is for, and who looks after it."""
    if not policy.may_edit_space(editor, space):
        raise NotAllowed(gettext("Only those who look after this space can change it."))
    if not name.strip():
        raise Unfit(gettext("A space needs a name."))
    _fit_period(verify_every_days)
    space.name, space.purpose = name.strip()[:80], purpose.strip()
    space.verify_every_days = verify_every_days
    space.save(update_fields=["name", "purpose", "verify_every_days"])
    if editors is not None:
        space.editors.set(_who_can_read(space, editors))
    book.record(facts.SpaceChanged(space_id=space.pk), by=editor, at=now)
    return space


def _fit_period(days: int) -> None:
    if not 1 <= days <= 3650:
        raise Unfit(gettext("Articles are verified again after 1 to 3650 days."))


def _who_can_read(space: Space, editors: Iterable[Person]) -> list[Person]:
    """The editors, all of whom have to be able to read the space."""
    chosen = list(editors)
    able = set(people_in(space.audience).filter(pk__in=[one.pk for one in chosen]))
    if outside := [one.name for one in chosen if one not in able]:
        raise Unfit(
            gettext("%(outside)s cannot read “%(name)s”.")
            % {"outside": ", ".join(outside), "name": space.name}
        )
    return chosen
