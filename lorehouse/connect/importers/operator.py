"""In whose name the command line imports."""

from datetime import datetime

from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person

HANDLE = "imports"


def find(email: str, *, now: datetime) -> Person:
    """The person with this e-mail; without one, the first administrator.

    In a house that nobody has an account in yet it is a person made for the purpose, who cannot
    sign in. Raises Unfit for an unknown e-mail.
    """
    if email:
        return named(email)
    admins = Person.objects.filter(role=Person.Role.ADMIN, is_active=True)
    return admins.order_by("standing", "pk").first() or _made(now)


def named(email: str) -> Person:
    """The person with this e-mail. Raises Unfit."""
    person = Person.objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        raise Unfit(f"Nobody here has the e-mail {email}.")
    return person


def _made(now: datetime) -> Person:
    person = Person(
        email=f"{HANDLE}@imported.invalid", name="Imports", role=Person.Role.ADMIN,
        handle=Person.objects.free_handle(HANDLE), joined_at=now,
    )  # fmt: skip
    person.set_unusable_password()
    person.save()
    return person
