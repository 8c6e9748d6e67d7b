"""Following people, tags and groups: what somebody wants to hear more of."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.groups import facts, policy
from lorehouse.groups.models import Following
from lorehouse.ledger import book
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Person


@transaction.atomic
def follow(*, person: Person, kind: str, target_id: int, now: datetime) -> None:
    """`person` follows a person, a tag or a group from now on. Following twice changes nothing.

    The caller has loaded the target through its reader: tags are known further out.
    Raises Unfit for another kind, for oneself, and for people and groups `person` may not see.
    """
    if kind not in Following.Kind.values:
        raise Unfit(gettext("One can follow people, tags and groups."))
    if not policy.may_follow(person, kind, target_id):
        raise Unfit(gettext("There is nobody here to follow."))
    _, fresh = Following.objects.get_or_create(
        person=person, kind=kind, target_id=target_id, defaults={"since": now}
    )
    if fresh:
        book.record(
            facts.FollowingBegun(person_id=person.pk, kind=kind, target_id=target_id),
            by=person,
            at=now,
        )


@transaction.atomic
def unfollow(*, person: Person, kind: str, target_id: int, now: datetime) -> None:
    """`person` no longer follows it. Tells nobody."""
    gone, _ = Following.objects.filter(person=person, kind=kind, target_id=target_id).delete()
    if gone:
        book.record(
            facts.FollowingEnded(person_id=person.pk, kind=kind, target_id=target_id),
            by=person,
            at=now,
        )
