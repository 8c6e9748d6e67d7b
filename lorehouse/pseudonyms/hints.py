"""Whose turn it is to be told that something reached a pseudonym of theirs.

It goes from owners to what is theirs, never the other way, and says of nobody which pseudonym it
is. What was told when is kept in the sealed table, as quiet hours and choices would say whose.
"""

from datetime import datetime

from django.db.models import Max, Q

from lorehouse.people.models import Person
from lorehouse.pseudonyms.models import Seal


def owners_not_asked_since(moment: datetime) -> list[Person]:
    """The people who have a pseudonym and were last looked at before `moment`."""
    waiting = Seal.objects.filter(_before(moment)).values("owner")
    return list(Person.objects.filter(pk__in=waiting, is_active=True).order_by("pk"))


def told_up_to(owner: Person) -> int:
    """The id of the last notice that was looked at for `owner`."""
    rows = Seal.objects.filter(owner=owner)
    return int(rows.aggregate(last=Max("hinted_to"))["last"] or 0)


def claim(owner: Person, *, up_to: int, moment: datetime) -> bool:
    """Note that `owner` is told of notices up to that id; False where another worker was quicker.

    `moment` is the one given to `owners_not_asked_since`.
    """
    mine = Seal.objects.filter(_before(moment), owner=owner)
    return mine.update(hinted_at=moment, hinted_to=up_to) > 0


def _before(moment: datetime) -> Q:
    return Q(hinted_at=None) | Q(hinted_at__lt=moment)
