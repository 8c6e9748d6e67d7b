"""What the notices know of themselves: groups, as subjects of notices. See `ui.slots`."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from lorehouse.groups.models import (
    EndedMembership,
    Group,
    GroupInvitation,
    MembershipRequest,
)
from lorehouse.groups.policy import is_in, may_steward
from lorehouse.notify.models import Participation
from lorehouse.notify.participation import level_in
from lorehouse.notify.subjects import Subject
from lorehouse.people.models import Person
from lorehouse.people.requests import PersonRequest
from lorehouse.pseudonyms import opened
from lorehouse.ui import pages
from lorehouse.ui.slots import fills


@fills("notice.subjects")
def groups(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Groups one is invited to or was let into, and requests to those one looks after."""
    if kind not in {"group", "group_requests"}:
        return {}
    found = Group.objects.visible_to(person).filter(pk__in=ids)
    if kind == "group_requests":
        asked = found.filter(requests__in=MembershipRequest.objects.waiting())
        return {one.pk: _requests(one) for one in asked if may_steward(person, one)}
    invited = GroupInvitation.objects.filter(person=person, group__in=ids)
    names = dict(invited.values_list("group_id", "invited_by__name"))
    return {
        one.pk: Subject(
            title=one.name,
            address=one.get_absolute_url(),
            excerpt=one.purpose[:280],
            by=names.get(one.pk, ""),
        )
        for one in found
    }


@fills("notice.subjects")
def answers(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """What stewards decided about `person`, with their words: requests declined, memberships ended.

    Words of an ended membership are theirs also where they see the group no more.
    """
    if kind == "group_declined":
        declined = MembershipRequest.objects.filter(
            person=person,
            group__in=Group.objects.visible_to(person).filter(pk__in=ids).values("pk"),
            declined_at__isnull=False,
        )
        return {
            one.group_id: Subject(
                title=one.group.name, address=one.group.get_absolute_url(), excerpt=one.answer
            )
            for one in declined.select_related("group")
        }
    if kind == "group_ended":
        ended = EndedMembership.objects.filter(person=person, pk__in=ids)
        return {
            one.pk: Subject(
                title=one.group.name, address="/groups/", excerpt=one.reason, by=one.ended_by.name
            )
            for one in ended.select_related("group", "ended_by")
        }
    return {}


@fills("notice.subjects")
def unsealings(person: Person, kind: str, ids: Collection[int]) -> dict[int, Subject]:
    """Pseudonyms of `person` that were opened: who did it, and why."""
    if kind != "unsealing":
        return {}
    return {
        one.pk: Subject(
            title=one.pseudonym.person.name, address="/settings/pseudonyms/", excerpt=one.reason
        )
        for one in opened.told_to(person)
        if one.pk in ids
    }


def _requests(group: Group) -> Subject:
    return Subject(
        title=group.name,
        address=f"{group.get_absolute_url()}settings/",
        excerpt=_("Somebody would like to join. You decide."),
    )


@fills("group.participation")
def participation(request: PersonRequest, group: Group) -> str:
    """For a group's own page: how much of it reaches the reader, to be changed at once."""
    person = request.person
    if not isinstance(person, Person) or not is_in(person, group):
        return ""
    context = {
        "group": group,
        "level": level_in(person, group),
        "levels": Participation.Level.choices,
    }
    return pages.text(request, "notify/participation.html", context)
