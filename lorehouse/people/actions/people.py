"""Who is here and where they belong; departments, organisations, the house's settings."""

import secrets
from datetime import datetime

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext

from lorehouse.ledger import book
from lorehouse.lib import times
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.lib.slugs import slugify
from lorehouse.people import facts, policy
from lorehouse.people.models import (
    Department,
    HouseSettings,
    Invitation,
    Organisation,
    Person,
)


@transaction.atomic
def add(
    *,
    email: str,
    name: str,
    password: str | None = None,
    role: str = Person.Role.MEMBER,
    standing: str = Person.Standing.MEMBER,
    by: Person | None = None,
    now: datetime,
) -> Person:
    """Give somebody an account. `by` is None where the operator does it on the command line.

    Raises Unfit when the address is none or somebody has it, NotAllowed for all but administrators.
    """
    if by is not None and not policy.may_manage_people(by):
        raise NotAllowed(gettext("Only administrators add people."))
    check_email(email)
    if role not in Person.Role.values:
        raise Unfit(
            gettext("A role is one of %(values)s.") % {"values": ", ".join(Person.Role.values)}
        )
    if Person.objects.filter(email__iexact=email).exists():
        raise Unfit(
            gettext("Somebody with the address %(email)s is here already.") % {"email": email}
        )
    person = Person.objects.create_user(
        email, password, name=name.strip()[:120], role=role, standing=standing, joined_at=now
    )
    # Whoever adds somebody vouches for the address, so no mail has to be answered first.
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    book.record(facts.PersonJoined(person_id=person.pk), by=by or person, at=now)
    return person


@transaction.atomic
def settle(*, person: Person, name: str, invitation: Invitation | None, now: datetime) -> Person:
    """Save somebody who has just signed up: with a handle, and where they stand in the house.

    An invitation says where; without one, the house's mail domains make members of people.
    """
    person.name = name.strip()[:120] or person.email.split("@")[0]
    person.handle = Person.objects.free_handle(person.name)
    person.joined_at = now
    if invitation is None:
        person.standing = standing_for(person.email)
    else:
        person.standing, person.role = invitation.standing, invitation.role
        person.department, person.organisation = invitation.department, invitation.organisation
    person.save()
    book.record(facts.PersonJoined(person_id=person.pk), by=person, at=now)
    if invitation is not None:
        _accept(invitation, person, now)
    return person


def standing_for(email: str) -> str:
    """Where somebody stands who signs up with this address and no invitation."""
    domain = email.rpartition("@")[2].lower()
    inside = domain in HouseSettings.current().domains
    return Person.Standing.MEMBER if inside else Person.Standing.GUEST


def may_sign_up(email: str | None = None) -> bool:
    """Whether somebody without an invitation may make an account (with this address)."""
    house = HouseSettings.current()
    if house.sign_up == HouseSettings.SignUp.GUESTS:
        return True
    if house.sign_up != HouseSettings.SignUp.DOMAINS:
        return False
    return email is None or email.rpartition("@")[2].lower() in house.domains


@transaction.atomic
def invite(
    *,
    inviter: Person,
    email: str,
    standing: str = Person.Standing.MEMBER,
    role: str = Person.Role.MEMBER,
    department: Department | None = None,
    organisation: Organisation | None = None,
    now: datetime,
) -> Invitation:
    """Keep a place for somebody; whoever calls sends them the link. Raises NotAllowed, Unfit."""
    if not policy.may_invite(inviter):
        raise NotAllowed(gettext("Only administrators invite people."))
    check_email(email)
    if Person.objects.filter(email__iexact=email).exclude(standing="shadow").exists():
        raise Unfit(
            gettext("Somebody with the address %(email)s is here already.") % {"email": email}
        )
    if standing not in {Person.Standing.MEMBER, Person.Standing.GUEST}:
        raise Unfit(gettext("One is invited as a member or as a guest."))
    if role not in Person.Role.values or (standing == "guest" and role != "member"):
        raise Unfit(gettext("Guests have no role in the house."))
    invitation = Invitation.objects.create(
        email=email.lower(),
        token=secrets.token_urlsafe(32),
        standing=standing,
        role=role,
        department=department,
        organisation=organisation,
        invited_by=inviter,
        sent_at=now,
    )
    book.record(facts.PersonInvited(invitation_id=invitation.pk), by=inviter, at=now)
    return invitation


@transaction.atomic
def change_profile(
    *,
    person: Person,
    name: str,
    bio: str,
    asks_about: str,
    position: str,
    show_position: bool,
    timezone: str,
    language: str,
    learns: str | None = None,
    now: datetime,
) -> Person:
    """Change what one's own profile says; `learns` None leaves that as it is. Raises Unfit."""
    if not name.strip():
        raise Unfit(gettext("A profile needs a name."))
    if timezone not in times.zones():
        raise Unfit(gettext("There is no such time zone."))
    person.name, person.bio, person.asks_about = name.strip()[:120], bio.strip(), asks_about.strip()
    person.position, person.show_position = position.strip(), show_position
    person.timezone, person.language = timezone, language
    person.learns = person.learns if learns is None else learns.strip()[:300]
    person.save()
    book.record(facts.ProfileChanged(person_id=person.pk), by=person, at=now)
    return person


@transaction.atomic
def move_clock(*, person: Person, timezone: str, now: datetime) -> None:
    """`person` lives by the clocks of another time zone. Raises Unfit."""
    if timezone not in times.zones():
        raise Unfit(gettext("There is no such time zone."))
    person.timezone = timezone
    person.save(update_fields=["timezone"])
    book.record(facts.ProfileChanged(person_id=person.pk), by=person, at=now)


@transaction.atomic
def change_role(*, by: Person, person: Person, role: str, now: datetime) -> Person:
    """Give somebody another role. The last administrator stays one."""
    if not policy.may_manage_people(by):
        raise NotAllowed(gettext("Only administrators change roles."))
    if role not in Person.Role.values:
        raise Unfit(
            gettext("A role is one of %(values)s.") % {"values": ", ".join(Person.Role.values)}
        )
    if role != Person.Role.MEMBER and not person.is_member:
        raise Unfit(gettext("Only members look after the house."))
    admins = Person.objects.filter(role=Person.Role.ADMIN, is_active=True)
    if person.is_admin and role != Person.Role.ADMIN and admins.count() == 1:
        raise Unfit(gettext("Somebody has to be administrator."))
    person.role = role
    person.save(update_fields=["role"])
    book.record(facts.RoleChanged(person_id=person.pk), by=by, at=now)
    return person


@transaction.atomic
def place(
    *,
    by: Person | None,
    person: Person,
    standing: str,
    department: Department | None,
    organisation: Organisation | None,
    now: datetime,
) -> Person:
    """Say where somebody belongs: a member with or without department, a guest with or without
    organisation. What they may see follows at their next request.
    """
    if by is not None and not policy.may_manage_people(by):
        raise NotAllowed(gettext("Only administrators place people."))
    if standing == Person.Standing.MEMBER and organisation is not None:
        raise Unfit(gettext("People of another organisation are guests."))
    if standing == Person.Standing.GUEST and department is not None:
        raise Unfit(gettext("Departments are for members."))
    person.standing = standing
    person.department, person.organisation = department, organisation
    if standing == Person.Standing.GUEST:
        person.role = Person.Role.MEMBER
    person.save(update_fields=["standing", "department", "organisation", "role"])
    book.record(facts.PersonMoved(person_id=person.pk), by=by, at=now)
    return person


@transaction.atomic
def found_department(*, by: Person | None, name: str, now: datetime) -> Department:
    """There is a new department. Raises NotAllowed, Unfit when there is one of that name."""
    if by is not None and not policy.may_manage_people(by):
        raise NotAllowed(gettext("Only administrators found departments."))
    name = _free_name(name, Department)
    department = Department.objects.create(name=name, slug=slugify(name))
    book.record(facts.DepartmentFounded(department_id=department.pk), by=by, at=now)
    return department


@transaction.atomic
def add_organisation(*, by: Person | None, name: str, now: datetime) -> Organisation:
    """There is a new customer or partner. Raises NotAllowed, Unfit when it is there already."""
    if by is not None and not policy.may_manage_people(by):
        raise NotAllowed(gettext("Only administrators add organisations."))
    name = _free_name(name, Organisation)
    organisation = Organisation.objects.create(name=name, slug=slugify(name))
    book.record(facts.OrganisationAdded(organisation_id=organisation.pk), by=by, at=now)
    return organisation


@transaction.atomic
def change_house(
    *, by: Person | None, name: str, sign_up: str, member_domains: str, now: datetime
) -> HouseSettings:
    """Change the house's own settings. `by` is None for the operator on the command line."""
    if by is not None and not policy.may_change_house(by):
        raise NotAllowed(gettext("Only administrators change the house's settings."))
    if not name.strip():
        raise Unfit(gettext("A house needs a name."))
    if sign_up not in HouseSettings.SignUp.values:
        raise Unfit(gettext("There is no such rule for signing up."))
    house = HouseSettings.current()
    house.name, house.sign_up = name.strip()[:80], sign_up
    house.member_domains = " ".join(member_domains.lower().replace(",", " ").split())[:300]
    if sign_up == HouseSettings.SignUp.DOMAINS and not house.member_domains:
        raise Unfit(gettext("Name the mail domains whose people may sign up."))
    house.pk = 1
    house.save()
    book.record(facts.HouseChanged(), by=by, at=now)
    return house


def check_email(email: str) -> None:
    """Raises Unfit unless `email` is an address."""
    try:
        validate_email(email)
    except ValidationError as reason:
        raise Unfit(gettext("“%(email)s” is not an e-mail address.") % {"email": email}) from reason


def _accept(invitation: Invitation, person: Person, now: datetime) -> None:
    invitation.accepted_by, invitation.accepted_at = person, now
    invitation.save(update_fields=["accepted_by", "accepted_at"])
    book.record(
        facts.InvitationAccepted(invitation_id=invitation.pk, person_id=person.pk),
        by=person,
        at=now,
    )


def _free_name(name: str, kind: type[Department] | type[Organisation]) -> str:
    name = name.strip()[:80]
    if not slugify(name):
        raise Unfit(gettext("It needs a name."))
    if kind.objects.filter(name__iexact=name).exists():
        raise Unfit(gettext("There is a “%(name)s” already.") % {"name": name})
    return name
