"""Everything that changes pseudonyms."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from lorehouse.groups.models import Group, Holding
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.pseudonyms import facts, naming, policy, voices
from lorehouse.pseudonyms.models import Allowance, Pseudonym, Seal, Unsealing


@transaction.atomic
def allow(*, steward: Person, group: Group, on: bool, now: datetime) -> None:
    """Allow pseudonyms in `group`, or no longer. What was written under one stays as it is."""
    if not policy.may_allow(steward, group):
        raise NotAllowed(_("Only a steward can change this group."))
    if on:
        _row, fresh = Allowance.objects.get_or_create(
            group=group, defaults={"allowed_by": steward, "at": now}
        )
        if fresh:
            book.record(facts.PseudonymsAllowed(group_id=group.pk), by=steward, at=now)
    elif Allowance.objects.filter(group=group).delete()[0]:
        book.record(facts.PseudonymsDisallowed(group_id=group.pk), by=steward, at=now)


@transaction.atomic
def take(*, person: Person, group: Group, now: datetime) -> Person:
    """Give `person` a new pseudonym in `group`, and return it as the author it will be.

    Raises NotAllowed where there are none, Unfit when `person` has `policy.MOST` already.
    """
    if not policy.may_write_under_one(person, group):
        raise NotAllowed(_("This group allows no pseudonyms."))
    own = Seal.objects.filter(owner=person, pseudonym__group=group)
    if own.aggregate(number=Count("pk"))["number"] >= policy.MOST:
        raise Unfit(
            _("You have %(most)d pseudonyms in this group; write under one of those.")
            % {"most": policy.MOST}
        )
    name, handle = naming.free_name()
    author = Person.objects.create_user(
        naming.address_of_nobody(),
        name=name,
        handle=handle,
        standing=Person.Standing.PSEUDONYM,
        is_active=False,  # it signs in nowhere, is in no directory, and cannot be mentioned
    )
    row = Pseudonym.objects.create(person=author, group=group, at=now)
    Seal.objects.create(pseudonym=row, owner=person, hinted_at=now)
    Holding.objects.create(audience_id=group.audience_id, person=author)
    book.record(facts.PseudonymTaken(pseudonym_id=author.pk), by=author, at=now)
    voices.forget(person)
    return author


def speak(*, person: Person, word: str, now: datetime) -> Person:
    """As whom `person` posts who chose `word`: "" is themselves, "new:<group>" a new pseudonym, a
    number or a handle one they have. Raises NotAllowed, Unfit.
    """
    if not word:
        return person
    if word.startswith("new:"):
        group = Group.objects.of(person).filter(slug=word.removeprefix("new:")).first()
        if group is None:
            raise NotAllowed(_("This group allows no pseudonyms."))
        return take(person=person, group=group, now=now)
    named = {"pk": int(word)} if word.isascii() and word.isdigit() else {"handle": word}
    own = Person.objects.filter(pk__in=voices.own_ids(person), **named)
    author = own.select_related("pseudonym__group").first()
    if author is None:
        raise NotAllowed(_("This is none of your pseudonyms."))
    if author.is_pseudonym and not policy.may_write_under_one(person, author.pseudonym.group):
        raise NotAllowed(_("You cannot write under this pseudonym any more."))
    return author


@transaction.atomic
def ask_to_unseal(*, admin: Person, pseudonym: Pseudonym, reason: str, now: datetime) -> Unsealing:
    """Ask who is behind a pseudonym; nothing is told until another administrator consents.

    Raises NotAllowed, Unfit without a reason or while the same is being asked.
    """
    if not policy.may_ask(admin):
        raise NotAllowed(_("Only administrators can ask who is behind a pseudonym."))
    if not reason.strip():
        raise Unfit(_("Say why it has to be known. Whoever wrote will read your reason."))
    if pseudonym.unsealings.filter(decided_at=None).exists():
        raise Unfit(_("This is being asked already; another administrator has to decide."))
    unsealing = Unsealing.objects.create(
        pseudonym=pseudonym, reason=reason.strip()[:1000], asked_by=admin, asked_at=now
    )
    book.record(facts.UnsealingAsked(unsealing_id=unsealing.pk), by=admin, at=now)
    return unsealing


@transaction.atomic
def decide(*, admin: Person, unsealing: Unsealing, consents: bool, now: datetime) -> Unsealing:
    """Consent to a request or decline it. After consent the two know, and so does whoever wrote.

    Raises NotAllowed for the one who asked.
    """
    unsealing = Unsealing.objects.select_for_update().get(pk=unsealing.pk)
    if not policy.may_decide(admin, unsealing):
        raise NotAllowed(_("Another administrator has to decide, once."))
    unsealing.decided_by, unsealing.decided_at, unsealing.is_open = admin, now, consents
    unsealing.save()
    made = facts.UnsealingConsented if consents else facts.UnsealingDeclined
    book.record(made(unsealing_id=unsealing.pk), by=admin, at=now)
    return unsealing
