"""What stewards do: answer those who ask, end memberships with a reason, share the work."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups import facts, policy
from lorehouse.groups.actions.gathering import end, enter
from lorehouse.groups.models import EndedMembership, Group, Membership, MembershipRequest
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person


@transaction.atomic
def admit(*, steward: Person, request: MembershipRequest, now: datetime) -> Membership:
    """Let in somebody who asked. Raises NotAllowed, Unfit for a request that was declined."""
    if not policy.may_steward(steward, request.group):
        raise NotAllowed(gettext("Only a steward can let people in."))
    if request.declined_at:
        raise Unfit(gettext("This request was declined; to come in, they ask again."))
    return enter(request.group, request.person, now, by=steward)


@transaction.atomic
def decline(
    *, steward: Person, request: MembershipRequest, answer: str = "", now: datetime
) -> None:
    """Do not let in somebody who asked. They are told, with the steward's `answer`."""
    if not policy.may_steward(steward, request.group):
        raise NotAllowed(gettext("Only a steward can decline a request."))
    if request.declined_at:
        return
    request.declined_at, request.answer = now, answer.strip()[:500]
    request.save(update_fields=["declined_at", "answer"])
    fact = facts.MembershipRequestDeclined(group_id=request.group_id, person_id=request.person_id)
    book.record(fact, by=steward, at=now)


@transaction.atomic
def remove(*, steward: Person, group: Group, person: Person, reason: str, now: datetime) -> None:
    """A steward ends somebody's membership and tells them why.

    Raises NotAllowed; Unfit without a reason, and for another steward.
    """
    if not policy.may_steward(steward, group):
        raise NotAllowed(gettext("Only a steward can end somebody's membership."))
    membership = group.memberships.filter(person=person).first()
    if membership is None:
        return
    if membership.is_steward:
        raise Unfit(gettext("A steward steps down first; one who wants to go leaves."))
    if not reason.strip():
        raise Unfit(gettext("Say why: the reason is told to them."))
    EndedMembership.objects.create(
        group=group, person=person, ended_by=steward, reason=reason.strip()[:500], at=now
    )
    end(group, person, steward, now)


@transaction.atomic
def put_away(*, person: Person, ended: EndedMembership) -> None:
    """`person` has read why their membership was ended. Others know nothing of it: no fact."""
    EndedMembership.objects.filter(pk=ended.pk, person=person).delete()


@transaction.atomic
def appoint(*, steward: Person, group: Group, person: Person, now: datetime) -> None:
    """A member of the group becomes one of its stewards."""
    if not policy.may_steward(steward, group):
        raise NotAllowed(gettext("Only a steward can appoint another."))
    _make_steward(group, person, steward, now)


@transaction.atomic
def volunteer(*, person: Person, group: Group, now: datetime) -> None:
    """A member takes up the work where no steward is left. Raises NotAllowed."""
    if not policy.may_volunteer(person, group):
        raise NotAllowed(gettext("This group has stewards; one of them can appoint you."))
    _make_steward(group, person, person, now)


@transaction.atomic
def step_down(*, steward: Person, group: Group, person: Person, now: datetime) -> None:
    """`person` is a steward no more and stays a member. A group keeps at least one.

    Raises NotAllowed, Unfit for the last one.
    """
    if not policy.may_steward(steward, group):
        raise NotAllowed(gettext("Only a steward can change who looks after the group."))
    stewards = group.memberships.select_for_update().filter(is_steward=True)
    if set(stewards.values_list("person_id", flat=True)) <= {person.pk}:
        raise Unfit(gettext("Somebody has to look after the group: appoint another steward first."))
    if stewards.filter(person=person).update(is_steward=False):
        fact = facts.StewardSteppedDown(group_id=group.pk, person_id=person.pk)
        book.record(fact, by=steward, at=now)


@transaction.atomic
def settle_in(*, person: Person, group: Group, now: datetime) -> None:
    """`person` has read the group's welcome. Only they see that they have: no fact."""
    group.memberships.filter(person=person, welcomed_at=None).update(welcomed_at=now)


def _make_steward(group: Group, person: Person, by: Person, now: datetime) -> None:
    if not group.memberships.filter(person=person).update(is_steward=True):
        raise Unfit(gettext("Only somebody in the group can look after it."))
    book.record(facts.StewardAppointed(group_id=group.pk, person_id=person.pk), by=by, at=now)
