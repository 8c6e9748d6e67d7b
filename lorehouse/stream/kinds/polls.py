"""A poll as one reader sees it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor
from lorehouse.stream import policy
from lorehouse.stream.feed import Byline
from lorehouse.stream.models import Ballot, Poll


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One option. `number` is None where the reader may not see the counts."""

    pk: int
    text: str
    is_mine: bool
    number: int | None
    percent: int
    voters: tuple[Byline, ...]  # empty unless the poll is open by name


@dataclass(frozen=True, kw_only=True)
class ShownPoll:
    """A poll: what may be chosen, what was, and what the reader may do."""

    pk: int
    several: bool
    by_name: bool
    results: str
    closes_at: datetime | None
    is_closed: bool
    has_voted: bool
    shows_counts: bool
    voters: int
    may_vote: bool
    may_close: bool
    choices: tuple[Choice, ...]


def poll(reader: Person | Visitor, item: Item, now: datetime) -> ShownPoll | None:
    """The poll of `item`, which `reader` may read; None when it has none."""
    found = Poll.objects.visible_to(reader).filter(item=item).first()
    if found is None:
        return None
    mine = set(found.ballots.filter(voter_id=reader.pk or 0).values_list("option_id", flat=True))
    closed = found.is_closed(now)
    shows = closed or (found.results == Poll.Results.AFTER_VOTE and bool(mine))
    voters = found.ballots.aggregate(number=Count("voter", distinct=True))["number"]
    return ShownPoll(
        pk=item.pk,
        several=found.several,
        by_name=found.by_name,
        results=found.results,
        closes_at=found.closes_at,
        is_closed=closed,
        has_voted=bool(mine),
        shows_counts=shows,
        voters=voters,
        may_vote=not closed and policy.may_vote_in_poll(reader, item),
        may_close=not closed and policy.may_close(reader, item),
        choices=_choices(found, mine, voters, shows=shows),
    )


def _choices(found: Poll, mine: set[int], voters: int, *, shows: bool) -> tuple[Choice, ...]:
    counted = dict(
        found.ballots.values_list("option")
        .annotate(number=Count("pk"))
        .values_list("option", "number")
    )
    names = _names(found) if shows and found.by_name else {}
    return tuple(
        Choice(
            pk=option.pk,
            text=option.text,
            is_mine=option.pk in mine,
            number=counted.get(option.pk, 0) if shows else None,
            percent=round(100 * counted.get(option.pk, 0) / voters) if shows and voters else 0,
            voters=tuple(names.get(option.pk, ())),
        )
        for option in found.options.all()
    )


def _names(found: Poll) -> dict[int, list[Byline]]:
    by_option: dict[int, list[Byline]] = defaultdict(list)
    ballots = Ballot.objects.filter(poll=found).select_related("voter").order_by("voter__name")
    for one in ballots:
        by_option[one.option_id].append(Byline(one.voter_id, one.voter.name, one.voter.handle))
    return by_option
