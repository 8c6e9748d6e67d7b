"""Closing one's account, opening it again, and being erased from the house."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext

from lorehouse.ledger import book
from lorehouse.lib.errors import Unfit
from lorehouse.people import facts, policy
from lorehouse.people.models import Invitation, Person

SOMEBODY = "somebody"  # the name of whoever was erased, the same in every language
#: What went into counts that others rely on. These rows stay, and are somebody's.
COUNTED = frozenset({"items.vote", "items.reaction", "library.helpfulness", "stream.ballot"})


@transaction.atomic
def deactivate(*, person: Person, now: datetime) -> None:
    """`person` closes their account: nobody signs in with it, what they wrote stays.

    They open it again by signing in. Raises Unfit for the last administrator.
    """
    if not policy.may_go(person):
        raise Unfit(gettext("Somebody has to be administrator: make somebody else one first."))
    person.is_active, person.deactivated_at = False, now
    person.save(update_fields=["is_active", "deactivated_at"])
    end_sessions(person)
    book.record(facts.AccountClosed(person_id=person.pk), by=person, at=now)


@transaction.atomic
def come_back(*, person: Person, now: datetime) -> None:
    """`person` opens the account again that they closed. Raises Unfit when somebody else did."""
    if person.deactivated_at is None or person.erased_at is not None:
        raise Unfit(
            gettext("This account was not closed by its person; an administrator can open it.")
        )
    person.is_active, person.deactivated_at = True, None
    person.save(update_fields=["is_active", "deactivated_at"])
    book.record(facts.AccountOpened(person_id=person.pk), by=person, at=now)


@transaction.atomic
def erase(*, person: Person, words_kept: bool, now: datetime) -> None:
    """Make `person` somebody: no name, no handle, no address, no way in, and nothing of their own.

    What was theirs alone goes (drafts, bookmarks, memberships, notices, tokens, sessions); what
    they did to shared things stays and says "somebody". Their words are for the rooms that keep
    them, before this. Cannot be undone. Raises Unfit for the last administrator.
    """
    if not policy.may_go(person):
        raise Unfit(gettext("Somebody has to be administrator: make somebody else one first."))
    for rows in belongings(person):
        rows.delete()
    Invitation.objects.filter(email__iexact=person.email).delete()
    Invitation.objects.filter(accepted_by=person).delete()
    end_sessions(person)
    Person.objects.filter(pk=person.pk).update(
        email=f"somebody-{person.pk}@nowhere.invalid",
        name=SOMEBODY,
        handle=f"somebody-{person.pk}",
        role=Person.Role.MEMBER,
        department=None,
        organisation=None,
        position="",
        show_position=False,
        bio="",
        asks_about="",
        learns="",
        timezone="UTC",
        language="en",
        source="",
        source_id="",
        password=make_password(None),
        last_login=None,
        joined_at=None,
        is_active=False,
        deactivated_at=None,
        erased_at=now,
    )
    person.refresh_from_db()
    fact = facts.PersonErased(person_id=person.pk, words_kept=words_kept)
    book.record(fact, by=None, at=now)


def belongings(person: Person) -> Iterator["models.QuerySet[models.Model]"]:
    """The rows of every table that would go with `person`: what is theirs alone.

    Tables say so themselves, by letting the row go with the person (`CASCADE`), so that a new one
    is not forgotten.
    """
    for field in own_fields():
        yield field.model._base_manager.filter(**{field.name: person.pk})
    for relation in Person._meta.related_objects:
        if isinstance(relation, models.ManyToManyRel) and relation.through is not None:
            rows = relation.through._base_manager
            yield rows.filter(**{relation.field.m2m_reverse_name().removesuffix("_id"): person.pk})


def own_fields() -> Iterator["models.Field[Any, Any]"]:
    """The fields by which rows belong to one person, of all tables but the counted ones."""
    for field in fields_of_person():
        if field.model._meta.label_lower not in COUNTED:
            yield field


def fields_of_person() -> Iterator["models.Field[Any, Any]"]:
    """The fields of all tables whose rows go with a person, also where no name leads back to it."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ForeignObjectRel) and relation.on_delete is models.CASCADE:
            yield relation.field


def end_sessions(person: Person) -> None:
    """Sign `person` out everywhere."""
    for session in Session.objects.filter(expire_date__gt=timezone.now()).iterator():
        if session.get_decoded().get("_auth_user_id") == str(person.pk):
            session.delete()
