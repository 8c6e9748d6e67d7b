"""Where imported things go: their audience, group and space."""

from datetime import datetime

from django.utils.translation import gettext as _

from lorehouse.connect.importers import policy
from lorehouse.connect.importers.records import ItemRecord, SpaceRecord
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Audience, Group
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Space
from lorehouse.people.models import Person


class NoSuchPlace(Unfit):
    """A group, space or audience that was named does not exist, or is closed to the importer."""


class Places:
    """Finds and makes the places of one import.

    `space`, `group` and `audience` are what the whole import was given; what a record says goes
    before. Without any, things are for all members.
    """

    def __init__(
        self, *, importer: Person, space: str, group: str, audience: str, now: datetime
    ) -> None:
        self._importer, self._now = importer, now
        self._space = space
        self._audiences: dict[str, Audience] = {}
        self._groups: dict[str, Audience] = {}
        self._spaces: dict[str, Space] = {}
        self.standard = groups.members()
        if audience:
            self.standard = self.audience(audience)
        elif group:
            self.standard = self.group(group)
        self._checked(self.standard)

    def of(self, record: ItemRecord) -> Audience:
        """The audience of a record that replies to nothing. Raises NoSuchPlace."""
        if record.audience:
            return self.audience(record.audience)
        if record.group:
            return self.group(record.group)
        if record.kind == "article":
            return self.space_of(record).audience
        return self.standard

    def audience(self, name: str) -> Audience:
        """The audience called `name`. Raises NoSuchPlace."""
        if name not in self._audiences:
            self._audiences[name] = self._checked(_audience(name))
        return self._audiences[name]

    def group(self, slug: str) -> Audience:
        """The audience of a group. Raises NoSuchPlace."""
        if slug not in self._groups:
            group = Group.objects.filter(slug=slug).select_related("audience").first()
            if group is None:
                raise NoSuchPlace(f"There is no group “{slug}”; found it first.")
            self._groups[slug] = self._checked(group.audience)
        return self._groups[slug]

    def space_of(self, record: ItemRecord) -> Space:
        """The space of an article, opened if it is not there. Raises NoSuchPlace."""
        slug = self.shelf(record.space)
        return self.space(SpaceRecord(id=slug, name=slug.replace("-", " ").capitalize()))

    def shelf(self, named: str) -> str:
        """The slug of the space for articles of which the source says `named`."""
        return self._space or named or "imported"

    def space(self, record: SpaceRecord) -> Space:
        """The space that a record names, opened if it is not there. Raises NoSuchPlace."""
        slug = self._space or record.id
        if slug not in self._spaces:
            found = Space.objects.filter(slug=slug).select_related("audience").first()
            if found is None:
                found = self._open(slug, record)
            self._checked(found.audience)
            self._spaces[slug] = found
        return self._spaces[slug]

    def _open(self, slug: str, record: SpaceRecord) -> Space:
        try:
            return library.open_space(
                opener=self._importer, name=record.name, slug=slug, audience=self.standard,
                purpose=record.purpose or _("Imported."), now=self._now,
            )  # fmt: skip
        except (NotAllowed, Unfit) as reason:
            raise NoSuchPlace(f"The space “{slug}” cannot be opened: {reason}") from reason

    def _checked(self, audience: Audience) -> Audience:
        if not policy.may_import_for(self._importer, audience):
            raise NoSuchPlace(f"{self._importer.name} cannot share with “{audience.name}”.")
        return audience


def _audience(name: str) -> Audience:
    if name == Audience.Kind.PUBLIC:
        return groups.public()
    if name == Audience.Kind.MEMBERS:
        return groups.members()
    found = list(Audience.objects.filter(name__iexact=name)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise NoSuchPlace(f"More than one audience is called “{name}”.")
    group = Group.objects.filter(slug=name).select_related("audience").first()
    if group is None:
        raise NoSuchPlace(f"There is no audience “{name}”.")
    return group.audience
