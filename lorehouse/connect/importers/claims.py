"""Imported people become people with an account: one asks, an administrator confirms."""

from datetime import datetime

from django.db import transaction

from lorehouse.connect.importers import facts, policy
from lorehouse.connect.importers.load.ledger import tell
from lorehouse.connect.importers.models import Claim, Identity
from lorehouse.items.models import Item, Revision
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person
from lorehouse.stream.models import Question


@transaction.atomic
def claim(*, claimant: Person, identity: Identity, words: str = "", now: datetime) -> Claim:
    """Say that an imported person is oneself; an administrator decides. Asking twice changes
    nothing but the words. Raises NotAllowed, Unfit when somebody was confirmed already.
    """
    if not policy.may_claim(claimant):
        raise NotAllowed("Only people with an account can say who they were elsewhere.")
    if identity.claimed_by_id is not None:
        raise Unfit(f"{identity.shadow.name} has been recognised already.")
    made, fresh = Claim.objects.update_or_create(
        identity=identity, claimant=claimant, defaults={"words": words.strip()[:500], "at": now}
    )
    if fresh:
        fact = facts.IdentityClaimed(shadow_id=identity.pk, person_id=claimant.pk)
        book.record(fact, by=claimant, at=now)
    return made


@transaction.atomic
def confirm(*, by: Person, made: Claim, now: datetime) -> None:
    """Give everything the imported person wrote to the claimant. Raises NotAllowed."""
    if not policy.may_decide_claims(by):
        raise NotAllowed("Only administrators confirm who somebody is.")
    identity = Identity.objects.select_for_update().get(pk=made.identity_id)
    if identity.claimed_by_id is not None:
        raise Unfit(f"{identity.shadow.name} has been recognised already.")
    _hand_over(identity.shadow, made.claimant, by=by, now=now)
    identity.claimed_by, identity.claimed_at = made.claimant, now
    identity.save(update_fields=["claimed_by", "claimed_at"])
    Person.objects.filter(pk=identity.pk).update(is_active=False)
    identity.claims.all().delete()
    fact = facts.IdentityConfirmed(shadow_id=identity.pk, person_id=made.claimant_id)
    book.record(fact, by=by, at=now)


@transaction.atomic
def reject(*, by: Person, made: Claim, now: datetime) -> None:
    """Say that a claimant is somebody else. Raises NotAllowed."""
    if not policy.may_decide_claims(by):
        raise NotAllowed("Only administrators decide who somebody is.")
    fact = facts.ClaimRejected(shadow_id=made.identity_id, person_id=made.claimant_id)
    made.delete()
    book.record(fact, by=by, at=now)


def _hand_over(shadow: Person, owner: Person, *, by: Person, now: datetime) -> None:
    """Everything with the shadow's name on it gets the owner's, and is found under it."""
    theirs = Item.objects.filter(author=shadow)
    ids = list(theirs.values_list("pk", flat=True))
    theirs.update(author=owner)
    Revision.objects.filter(editor=shadow).update(editor=owner)
    Article.objects.filter(owner=shadow).update(owner=owner)
    Proposal.objects.filter(author=shadow).update(author=owner)
    Question.objects.filter(accepted_by=shadow).update(accepted_by=owner)
    tell(ids=ids, importer=by, now=now)
