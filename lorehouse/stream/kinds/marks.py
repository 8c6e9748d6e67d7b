"""What a card in a list says of an idea, a poll or a link, in one word."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.db.models import Count
from django.utils.translation import ngettext

from lorehouse.stream.feed import Card
from lorehouse.stream.models import Idea, Poll, Share

Mark = tuple[str, str, str]  # word, icon, tone
STAGES = {
    Idea.Stage.PROPOSED: ("lightbulb", ""),
    Idea.Stage.DEBATED: ("scale", "brand"),
    Idea.Stage.TRIAL: ("flask-conical", "warn"),
    Idea.Stage.ADOPTED: ("badge-check", "ok"),
    Idea.Stage.DECLINED: ("circle-x", "bad"),
}


def marks(cards: Iterable[Card], now: datetime) -> dict[int, Mark]:
    """The mark of each card that has one. The cards were read through their reader."""
    by_kind: dict[str, list[int]] = {"idea": [], "poll": [], "link": []}
    for card in cards:
        if card.kind in by_kind:
            by_kind[card.kind].append(card.pk)
    found: dict[int, Mark] = {}
    if by_kind["idea"]:
        for one in Idea.objects.filter(pk__in=by_kind["idea"]):
            sign, tone = STAGES[Idea.Stage(one.stage)]
            found[one.pk] = (one.get_stage_display(), sign, tone)
    if by_kind["poll"]:
        found |= _of_polls(by_kind["poll"], now)
    if by_kind["link"]:
        pairs = Share.objects.filter(pk__in=by_kind["link"]).values_list("pk", "page__address")
        found |= {pk: (urlsplit(address).hostname or "", "link", "") for pk, address in pairs}
    return found


def _of_polls(ids: list[int], now: datetime) -> dict[int, Mark]:
    polls = Poll.objects.filter(pk__in=ids).annotate(number=Count("ballots__voter", distinct=True))
    return {
        pk: (
            ngettext("%(num)d vote", "%(num)d votes", number) % {"num": number},
            "lock" if closes and closes <= now else "vote",
            "" if closes and closes <= now else "brand",
        )
        for pk, closes, number in polls.values_list("pk", "closes_at", "number")
    }
