"""What moderation puts into the pages of other rooms. See `ui.slots`."""

from collections.abc import Collection
from typing import Protocol

from django.utils.translation import gettext as _

from lorehouse.groups.models import Audience
from lorehouse.moderation import noticing
from lorehouse.moderation.models import Case
from lorehouse.moderation.models.cases import looked_after
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person, Visitor
from lorehouse.ui.slots import fills


class Asker(Protocol):
    """Somebody who looks at a page, or listens to one."""

    @property
    def pk(self) -> int | None:
        """Their id; None for a visitor."""

    @property
    def is_moderator(self) -> bool:
        """Whether they look after the rules of the house."""


Ways = tuple[tuple[str, str, str], ...]


@fills("item.more")
def flag_or_remove(reader: Asker, audience_id: int, audience_kind: str) -> Ways:
    """Everybody signed in can flag what others wrote; who decides there can remove it.

    What is heard live is the same for many: there only moderators are told from the others.
    """
    if reader.pk is None:
        return ()
    flag = (_("Flag"), "/items/{pk}/flags", "flag")
    # Only a group has stewards, so nobody else has to be looked up.
    may_decide = reader.is_moderator or (
        isinstance(reader, Person)
        and audience_kind == Audience.Kind.GROUP
        and audience_id in looked_after(reader)
    )
    return (flag, (_("Remove"), "/items/{pk}/case", "trash-2")) if may_decide else (flag,)


@fills("item.elsewhere")
def kept_text(reader: Person | Visitor, item_id: int) -> str:
    """Where somebody reads what was held back or removed: its author, or who decides about it."""
    if not isinstance(reader, Person):
        return ""
    newest = Case.objects.filter(item=item_id).order_by("-opened_at", "-pk")
    own = newest.of(reader).first()
    if own is not None:
        return f"/moderation/mine/{own.pk}/"
    decided = newest.visible_to(reader).first()
    return decided.get_absolute_url() if decided else ""


@fills("notice.subjects")
def cases(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Cases, for the author of what they are about and for those who decide them."""
    if kind != noticing.KIND:
        return {}
    return {**noticing.as_decider(person, ids), **noticing.as_author(person, ids)}
