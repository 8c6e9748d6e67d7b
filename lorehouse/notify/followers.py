"""What the notices follow: groups and people. Rooms further out tell of what they know."""

from collections.abc import Sequence

from django.utils import timezone

from lorehouse.groups import facts as groups
from lorehouse.groups.models import EndedMembership, Group
from lorehouse.ledger.book import Told
from lorehouse.ledger.followers import follows
from lorehouse.notify import actions
from lorehouse.notify.models import Participation
from lorehouse.people.facts import ProfileChanged
from lorehouse.people.models import Person
from lorehouse.pseudonyms.facts import UnsealingConsented
from lorehouse.pseudonyms.opened import pseudonym_of


@follows(
    groups.PersonInvitedToGroup,
    groups.MembershipRequested,
    groups.PersonJoinedGroup,
    groups.PersonLeftGroup,
    groups.MembershipRequestDeclined,
    name="notify.groups",
    batch=100,
)
def tell_of_groups(batch: Sequence[Told]) -> None:
    """Tell the invited, those who asked what became of it, and stewards of whoever asks."""
    for told in batch:
        match told.fact:
            case groups.PersonInvitedToGroup(group_id=group_id, person_id=person_id):
                _tell([person_id], "invited", "group", group_id, told)
            case groups.MembershipRequested(group_id=group_id, person_id=person_id):
                _asked(group_id, person_id, told)
            case groups.PersonJoinedGroup(group_id=group_id, person_id=person_id):
                _let_in(group_id, person_id, told)
            case groups.PersonLeftGroup(group_id=group_id, person_id=person_id):
                _gone(group_id, person_id, told)
            case groups.MembershipRequestDeclined(group_id=group_id, person_id=person_id):
                _tell([person_id], "declined", "group_declined", group_id, told)
                _answered(group_id, told)


@follows(ProfileChanged, name="notify.clocks", batch=200)
def keep_clocks_right(batch: Sequence[Told]) -> None:
    """A digest leaves at its hour in the zone its person lives in now."""
    ids = {told.fact.person_id for told in batch if isinstance(told.fact, ProfileChanged)}
    for person in Person.objects.filter(pk__in=ids):
        actions.reschedule(person=person, now=timezone.now())


@follows(UnsealingConsented, name="notify.unsealed", batch=20)
def tell_whose_pseudonym_was_opened(batch: Sequence[Told]) -> None:
    """Tell whoever writes under a pseudonym that two administrators know who it is."""
    for told in batch:
        if isinstance(told.fact, UnsealingConsented):
            pk = told.fact.unsealing_id
            _tell(pseudonym_of(pk), "unsealed", "unsealing", pk, told)


def _tell(people: list[int], reason: str, kind: str, pk: int, told: Told) -> None:
    actions.tell(
        people=people,
        reason=reason,
        subject=(kind, pk),
        occasion=told.entry_id,
        at=told.at,
        now=timezone.now(),
    )


def _let_in(group_id: int, person_id: int, told: Told) -> None:
    """Who was let in by somebody else is told so; the stewards have nothing left to do."""
    if told.actor_id not in (None, person_id):
        _tell([person_id], "granted", "group", group_id, told)
    actions.settle(reason="invited", subject=("group", group_id), person_id=person_id, now=told.at)
    _past(group_id, person_id, told)
    _answered(group_id, told)


def _asked(group_id: int, person_id: int, told: Told) -> None:
    """The stewards are told while the request waits for one of them."""
    _past(group_id, person_id, told)
    group = Group.objects.filter(pk=group_id).first()
    if group is not None and group.requests.waiting().filter(person=person_id).exists():
        _tell(_stewards(group_id), "request", "group_requests", group_id, told)


def _gone(group_id: int, person_id: int, told: Told) -> None:
    """Who left knows that; whose membership a steward ended is told, and reads the reason."""
    Participation.objects.filter(group_id=group_id, person_id=person_id).delete()
    if told.actor_id in (None, person_id):
        return
    ended = EndedMembership.objects.filter(group=group_id, person=person_id, at=told.at)
    for one in ended:
        _tell([person_id], "ended", "group_ended", one.pk, told)


def _past(group_id: int, person_id: int, told: Told) -> None:
    """Who asks again, or is in, has no need of what was said before."""
    declined = ("group_declined", group_id)
    actions.settle(reason="declined", subject=declined, person_id=person_id, now=told.at)


def _answered(group_id: int, told: Told) -> None:
    group = Group.objects.filter(pk=group_id).first()
    if group is not None and not group.requests.waiting().exists():
        actions.settle(reason="request", subject=("group_requests", group_id), now=told.at)


def _stewards(group_id: int) -> list[int]:
    stewards = Group.objects.filter(pk=group_id, memberships__is_steward=True)
    return list(stewards.values_list("memberships__person_id", flat=True))
