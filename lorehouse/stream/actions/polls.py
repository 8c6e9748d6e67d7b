"""Opening polls and voting in them."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.moderation import actions as moderation
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import speaking
from lorehouse.stream import facts, policy
from lorehouse.stream.actions.headlines import headline
from lorehouse.stream.models import Ballot, Option, Poll

MOST_OPTIONS = 20
LONGEST_OPTION = 200  # characters


@transaction.atomic
def open_poll(
    *,
    author: Person,
    audience: Audience,
    body: str,
    title: str = "",
    options: Sequence[str] = (),
    several: bool = False,
    by_name: bool = False,
    results: str = Poll.Results.AFTER_VOTE,
    closes_at: datetime | None = None,
    tags: Sequence[str] = (),
    now: datetime,
) -> Item:
    """Open a poll; without options it asks for yes or no. Raises NotAllowed, Unfit."""
    chosen = _options(options)
    if results not in Poll.Results.values:
        raise Unfit(_("Results are shown after_vote or after_close."))
    if closes_at is not None and closes_at <= now:
        raise Unfit(_("A poll closes in the future."))
    title, body = headline(title, body)
    item = moderation.post(
        author=author,
        kind=Item.Kind.POLL,
        lane=Item.Lane.STREAM,
        audience=audience,
        title=title,
        body=body,
        tags=tags,
        now=now,
    )
    poll = Poll.objects.create(
        item=item, several=several, by_name=by_name, results=results, closes_at=closes_at
    )
    Option.objects.bulk_create(
        Option(poll=poll, position=place, text=text) for place, text in enumerate(chosen)
    )
    return item


def _options(given: Sequence[str]) -> list[str]:
    options = list(dict.fromkeys(line for one in given if (line := " ".join(one.split()))))
    if not options:
        return [_("Yes"), _("No")]
    if not 2 <= len(options) <= MOST_OPTIONS:
        raise Unfit(
            _("A poll has 2 to %(most)d different options; this one has %(number)d.")
            % {"most": MOST_OPTIONS, "number": len(options)}
        )
    if too_long := next((one for one in options if len(one) > LONGEST_OPTION), ""):
        raise Unfit(
            _("An option has at most %(most)d characters; “%(begin)s…” has more.")
            % {"most": LONGEST_OPTION, "begin": too_long[:40]}
        )
    return options


@transaction.atomic
def cast(*, voter: Person, item: Item, options: Collection[int], now: datetime) -> Poll:
    """Make `options` (their ids) the choice of `voter`; an empty choice takes the vote back.

    The poll is locked meanwhile, and the counts are those of the rows: nothing is counted twice.
    Raises NotAllowed, Unfit.
    """
    poll = Poll.objects.select_for_update().get(item=item)
    if not policy.may_vote_in_poll(voter, item):
        raise NotAllowed(_("You cannot vote in this poll."))
    if poll.is_closed(now):
        raise Unfit(_("This poll is closed; no vote can be changed any more."))
    chosen = list(poll.options.filter(pk__in=options))
    if len(chosen) != len(set(options)):
        raise Unfit(_("This poll has no such option."))
    if len(chosen) > 1 and not poll.several:
        raise Unfit(_("One option can be chosen in this poll."))
    poll.ballots.filter(voter=voter).delete()
    Ballot.objects.bulk_create(
        Ballot(poll=poll, option=option, voter=voter, is_single=not poll.several)
        for option in chosen
    )
    book.record(facts.BallotCast(item_id=item.pk), by=voter, at=now)
    return poll


@transaction.atomic
def close(*, by: Person, item: Item, now: datetime) -> Poll:
    """End the voting now. Raises NotAllowed."""
    poll = Poll.objects.select_for_update().get(item=item)
    if not policy.may_close(by, item):
        raise NotAllowed(_("Only whoever opened a poll can close it."))
    if not poll.is_closed(now):
        poll.closes_at = now
        poll.save(update_fields=["closes_at"])
        by = speaking(by, item.author_id)
        book.record(facts.PollClosed(item_id=item.pk), by=by, at=now)
    return poll
