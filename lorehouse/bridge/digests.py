"""What a digest tells of the two lanes. See `ui.slots`."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from lorehouse.bridge import catching_up
from lorehouse.groups.models import Group
from lorehouse.notify.delivery.letters import MOST_LINES, Section, full
from lorehouse.notify.delivery.letters import Entry as Line
from lorehouse.people.models import Person
from lorehouse.ui.slots import fills


@fills("digest.sections")
def sections(person: Person, since: datetime, until: datetime) -> list[Section]:
    """What was decided in the person's themes, and what their peers found essential."""
    settled = catching_up.decided(person, since=since, until=until)
    known = {one.address for one in settled}
    liked = catching_up.essential(person, since=since, until=until)
    return [
        _section(_("Decided and answered in your themes"), settled),
        _section(
            _("Essential, your peers found"), [one for one in liked if one.address not in known]
        ),
    ]


@fills("digest.group")
def group_section(person: Person, group: Group, since: datetime, until: datetime) -> list[Section]:
    """What was begun in a group since then."""
    begun, count = catching_up.new_in_group(
        person, group, since=since, until=until, most=MOST_LINES
    )
    return [_section(group.name, begun, count=count, address=full(group.get_absolute_url()))]


def _section(
    title: str,
    entries: Sequence[catching_up.Entry],
    *,
    count: int | None = None,
    address: str = "",
) -> Section:
    lines = [
        Line(
            title=one.title,
            address=full(one.address),
            said=" · ".join(filter(None, [one.said, one.place])),
            excerpt=one.excerpt,
        )
        for one in entries[:MOST_LINES]
    ]
    return Section(
        title=title,
        entries=lines,
        address=address or full("/catch-up/"),
        more=max(0, (len(entries) if count is None else count) - MOST_LINES),
    )
