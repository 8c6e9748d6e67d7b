"""What the address of a page asks of the feed."""

from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from lorehouse.groups.models import Group
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed.shapes import SORTS, Feed, Wish
from lorehouse.stream.models import Idea
from lorehouse.stream.policy import ROOT_KINDS
from lorehouse.ui.slots import fill

PERIODS = {"day": 1, "week": 7, "month": 30, "year": 365}  # days


def group_of(asked: Mapping[str, str], reader: Person | Visitor) -> Group | None:
    """The group that is asked for, if `reader` may know of it."""
    slug = asked.get("group")
    return Group.objects.visible_to(reader).filter(slug=slug).first() if slug else None


def wish_of(
    asked: Mapping[str, str],
    *,
    group: Group | None,
    person: Person | None = None,
    tag: str | None = None,
) -> Wish:
    """What the address asks for; what it cannot mean is left out. `tag`: of whose page it is."""
    days = PERIODS.get(asked.get("since", ""))
    kind, sort, stage = asked.get("kind", ""), asked.get("sort", ""), asked.get("stage", "")
    return Wish(
        sort=sort if sort in SORTS else "latest",
        kind=kind if kind in ROOT_KINDS else "",
        group=group.audience_id if group else -1 if asked.get("group") else 0,
        person=person.pk if person else -1 if asked.get("person") else 0,
        tag=asked.get("tag", "") if tag is None else tag,
        stage=stage if kind == "idea" and stage in Idea.Stage.values else "",
        since=timezone.now() - timedelta(days=days) if days else None,
        cursor=asked.get("cursor", ""),
    )


def became(reader: Person | Visitor, found: Feed) -> dict[int, tuple[str, str]]:
    """The article each conversation grew into, as rooms further out know it."""
    ids = [card.pk for card in found.cards]
    given: dict[int, tuple[str, str]] = {}
    for links in fill("thread.became", reader, ids):
        given.update({pk: articles[0] for pk, articles in links.items() if articles})
    return given
