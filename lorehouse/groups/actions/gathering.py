"""Audiences are named; groups are founded, joined and left. Nobody joins without saying yes."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups import facts, policy
from lorehouse.groups.audiences import forget
from lorehouse.groups.models import (
    Audience,
    EarlierPurpose,
    Group,
    GroupInvitation,
    Holding,
    Membership,
    MembershipRequest,
)
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Department, Organisation, Person


def public() -> Audience:
    """The audience of everyone, also outside."""
    return Audience.objects.get_or_create(kind=Audience.Kind.PUBLIC, defaults={"name": "Everyone"})[
        0
    ]


def members() -> Audience:
    """The audience of all members."""
    return Audience.objects.get_or_create(
        kind=Audience.Kind.MEMBERS, defaults={"name": "All members"}
    )[0]


def of_department(department: Department) -> Audience:
    """The audience of everybody in `department`."""
    return Audience.objects.get_or_create(
        department=department,
        defaults={"kind": Audience.Kind.DEPARTMENT, "name": department.name},
    )[0]


def of_organisation(organisation: Organisation) -> Audience:
    """The audience of everybody from `organisation`."""
    return Audience.objects.get_or_create(
        organisation=organisation,
        defaults={"kind": Audience.Kind.ORGANISATION, "name": organisation.name},
    )[0]


@transaction.atomic
def choose(*, chooser: Person, name: str, people: Iterable[Person], now: datetime) -> Audience:
    """Name a set of people as an audience; the chooser is one of them."""
    audience = Audience.objects.create(kind=Audience.Kind.CHOSEN, name=name.strip()[:120])
    chosen = {person.pk for person in people} | {chooser.pk}
    Holding.objects.bulk_create([Holding(audience=audience, person_id=pk) for pk in chosen])
    book.record(facts.AudienceChosen(audience_id=audience.pk), by=chooser, at=now)
    forget(chooser)
    return audience


@transaction.atomic
def include(*, includer: Person, audience: Audience, person: Person, now: datetime) -> None:
    """One of a chosen set of people lets `person` see what is shared with it, too.

    Raises NotAllowed for those who are not in it, Unfit for audiences that are not chosen ones.
    """
    if audience.kind != Audience.Kind.CHOSEN:
        raise Unfit(gettext("Only to a set of chosen people can somebody be added."))
    if not policy.may_share_with(includer, audience):
        raise NotAllowed(gettext("Only those who are in it can add somebody."))
    _, fresh = Holding.objects.get_or_create(audience=audience, person=person)
    if fresh:
        fact = facts.PersonIncluded(audience_id=audience.pk, person_id=person.pk)
        book.record(fact, by=includer, at=now)
    forget(person)


@transaction.atomic
def found(
    *,
    founder: Person,
    name: str,
    purpose: str,
    entry: str = Group.Entry.OPEN,
    open_to_members: bool = True,
    slug: str = "",
    welcome: str = "",
    now: datetime,
) -> Group:
    """Found a group; the founder is its first member and steward.

    Raises NotAllowed for guests, Unfit when the name is taken or the purpose is missing.
    """
    if not policy.may_found(founder):
        raise NotAllowed(gettext("Only members can found a group."))
    name, purpose = name.strip(), purpose.strip()
    if not name or not purpose:
        raise Unfit(
            gettext("A group needs a name and a purpose, so that people know what they say yes to.")
        )
    slug = slugify(slug or name)
    if not slug or slug == "new" or Group.objects.filter(slug=slug).exists() or _name_taken(name):
        raise Unfit(gettext("There is a group called “%(name)s” already.") % {"name": name})
    readable = open_to_members and entry != Group.Entry.INVITATION
    group = Group.objects.create(
        slug=slug,
        name=name,
        purpose=purpose,
        entry=entry,
        welcome=welcome.strip()[:2000],
        founded_at=now,
        audience=Audience.objects.create(
            kind=Audience.Kind.GROUP, name=name, open_to_members=readable
        ),
    )
    book.record(facts.GroupFounded(group_id=group.pk), by=founder, at=now)
    enter(group, founder, now, is_steward=True)
    return group


@transaction.atomic
def change(
    *,
    steward: Person,
    group: Group,
    name: str,
    purpose: str,
    entry: str,
    welcome: str | None = None,
    now: datetime,
) -> Group:
    """Change a group's name, purpose, way of entry or welcome; its earlier purpose is kept.

    Who may read its talk stays as it was founded: that was promised to those who wrote.
    `welcome` None leaves it as it is.
    """
    if not policy.may_steward(steward, group):
        raise NotAllowed(gettext("Only a steward can change this group."))
    name, purpose = name.strip(), purpose.strip()
    if not name or not purpose:
        raise Unfit(gettext("A group needs a name and a purpose."))
    if name != group.name and _name_taken(name):
        raise Unfit(gettext("There is a group called “%(name)s” already.") % {"name": name})
    if entry not in Group.Entry.values:
        raise Unfit(gettext("Entry is open, by request or by invitation."))
    if purpose != group.purpose:
        EarlierPurpose.objects.create(
            group=group, purpose=group.purpose, changed_by=steward, changed_at=now
        )
    group.name, group.purpose, group.entry = name, purpose, entry
    group.welcome = group.welcome if welcome is None else welcome.strip()[:2000]
    group.save(update_fields=["name", "purpose", "entry", "welcome"])
    Audience.objects.filter(pk=group.audience_id).update(name=name)
    book.record(facts.GroupChanged(group_id=group.pk), by=steward, at=now)
    return group


@transaction.atomic
def join(
    *, person: Person, group: Group, words: str = "", now: datetime
) -> Membership | MembershipRequest:
    """`person` says yes to `group`: they are in, or their request waits for a steward.

    `words` are for the stewards. Joining twice changes nothing; asking again after a request was
    declined does. Raises NotAllowed where one can only be invited.
    """
    if membership := group.memberships.filter(person=person).first():
        return membership
    if policy.may_join(person, group):
        return enter(group, person, now)
    if not policy.may_request(person, group):
        raise NotAllowed(gettext("One joins this group by invitation."))
    if request := group.requests.waiting().filter(person=person).first():
        return request
    request, _ = MembershipRequest.objects.update_or_create(
        group=group,
        person=person,
        defaults={"at": now, "words": words.strip()[:500], "declined_at": None, "answer": ""},
    )
    book.record(
        facts.MembershipRequested(group_id=group.pk, person_id=person.pk), by=person, at=now
    )
    return request


@transaction.atomic
def leave(*, person: Person, group: Group, now: datetime) -> None:
    """`person` is no longer in `group`, and no longer asks or is asked to be. Tells nobody."""
    group.requests.filter(person=person).delete()
    group.invitations.filter(person=person).delete()
    end(group, person, person, now)


@transaction.atomic
def invite(*, inviter: Person, group: Group, person: Person, now: datetime) -> None:
    """Offer `person` a place in `group`; they are in when they say yes."""
    if not policy.is_in(inviter, group):
        raise NotAllowed(gettext("Only members of a group can invite to it."))
    if policy.is_in(person, group):
        return
    _, fresh = GroupInvitation.objects.get_or_create(
        group=group, person=person, defaults={"invited_by": inviter, "at": now}
    )
    if fresh:
        book.record(
            facts.PersonInvitedToGroup(group_id=group.pk, person_id=person.pk), by=inviter, at=now
        )


def enter(
    group: Group,
    person: Person,
    now: datetime,
    *,
    is_steward: bool = False,
    by: Person | None = None,
) -> Membership:
    """Put a person who said yes into the group and give them its audience. For actions alone.

    `by` is the steward who let them in, if one did.
    """
    membership, fresh = Membership.objects.get_or_create(
        group=group,
        person=person,
        defaults={
            "said_yes_at": now,
            "is_steward": is_steward,
            # A welcome waits for those who come after it was written, and not for its writer.
            "welcomed_at": now if is_steward or not group.welcome else None,
        },
    )
    Holding.objects.get_or_create(audience_id=group.audience_id, person=person)
    group.requests.filter(person=person).delete()
    group.invitations.filter(person=person).delete()
    if fresh:
        fact = facts.PersonJoinedGroup(group_id=group.pk, person_id=person.pk)
        book.record(fact, by=by or person, at=now)
    forget(person)
    return membership


def end(group: Group, person: Person, by: Person, now: datetime) -> None:
    """Take a person out of the group, and its audience from them. For actions alone."""
    gone, _ = group.memberships.filter(person=person).delete()
    Holding.objects.filter(audience_id=group.audience_id, person=person).delete()
    if gone:
        book.record(facts.PersonLeftGroup(group_id=group.pk, person_id=person.pk), by=by, at=now)
    forget(person)


def _name_taken(name: str) -> bool:
    return Group.objects.filter(name__iexact=name).exists()
