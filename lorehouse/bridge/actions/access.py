"""Asking for access to what an address points at. The asker learns nothing unless it is given."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.bridge import facts, policy
from lorehouse.bridge.access import LONGEST, plain, target_of
from lorehouse.bridge.models import AccessRequest
from lorehouse.groups import actions as groups
from lorehouse.groups.models import Audience
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person

MOST_A_DAY = 20


@transaction.atomic
def ask_for_access(*, asker: Person, address: str, words: str = "", now: datetime) -> AccessRequest:
    """Ask whoever looks after what `address` points at to let `asker` see it.

    The answer is the same whether or not there is something: a request that points at nothing is
    kept just so, and nobody is told of it. Raises Unfit for what is no address of the house, and
    after MOST_A_DAY.
    """
    address = plain(address)
    if not address.startswith("/") or len(address) > LONGEST:
        raise Unfit(gettext("That is no address of this house."))
    if kept := AccessRequest.objects.filter(asker=asker, address=address).first():
        return kept
    today = AccessRequest.objects.filter(asker=asker, at__gt=now - timedelta(days=1))
    if today.count() >= MOST_A_DAY:
        raise Unfit(gettext("That is enough for a day; ask for the rest tomorrow."))
    target = target_of(address, asker)
    made = AccessRequest.objects.create(
        asker=asker, address=address, words=words.strip()[:500], at=now, **target
    )
    if target:
        fact = facts.AccessRequested(
            request_id=made.pk, person_id=asker.pk, decider_ids=policy.decider_ids(made)
        )
        book.record(fact, by=asker, at=now)
    return made


@transaction.atomic
def grant_access(*, decider: Person, request: AccessRequest, now: datetime) -> None:
    """Let the asker see it: invited into its group (they say yes), or added to the chosen people.

    Raises NotAllowed, and Unfit where neither is possible or it was decided before.
    """
    audience = _to_be_decided(decider, request)
    if audience.kind == Audience.Kind.GROUP:
        groups.invite(inviter=decider, group=audience.group, person=request.asker, now=now)
    elif audience.kind == Audience.Kind.CHOSEN:
        groups.include(includer=decider, audience=audience, person=request.asker, now=now)
    else:
        raise Unfit(
            gettext("Who belongs there is not yours to say: ask an administrator to place them.")
        )
    _decide(request, decider, now, granted=True)
    fact = facts.AccessGranted(request_id=request.pk, person_id=request.asker_id)
    book.record(fact, by=decider, at=now)


@transaction.atomic
def decline_access(*, decider: Person, request: AccessRequest, now: datetime) -> None:
    """Do not let the asker see it. They are not told: that would say that there is something."""
    _to_be_decided(decider, request)
    _decide(request, decider, now, granted=False)
    book.record(facts.AccessDeclined(request_id=request.pk), by=decider, at=now)


def _to_be_decided(decider: Person, request: AccessRequest) -> Audience:
    """The audience that is asked for, when `decider` may decide. Raises NotAllowed, Unfit."""
    if not AccessRequest.objects.to_decide(decider).filter(pk=request.pk).exists():
        raise NotAllowed(gettext("This is not yours to decide, or it was decided."))
    audience = request.audience
    if audience is None:
        raise Unfit(gettext("What was asked for is gone."))
    return audience


def _decide(request: AccessRequest, decider: Person, now: datetime, *, granted: bool) -> None:
    request.decided_by, request.decided_at, request.granted = decider, now, granted
    request.save(update_fields=["decided_by", "decided_at", "granted"])
