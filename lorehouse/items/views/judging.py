"""Votes, reactions, bookmarks, reading."""

from typing import Literal, cast

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lorehouse.items import actions, policy
from lorehouse.items.models import Item, Reaction
from lorehouse.items.views.finding import item_for
from lorehouse.lib.errors import Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.asked import back, fields, is_fragment
from lorehouse.ui.pages import render

VALUES = {"1": 1, "0": 0, "-1": -1}


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def vote(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST or PUT sets the reader's vote, DELETE withdraws it; htmx gets the new arrows."""
    item = item_for(request.person, pk)
    given = "0" if request.method == "DELETE" else fields(request).get("value", "")
    if given not in VALUES:
        raise Unfit(_("A vote is 1, -1, or 0 to withdraw it."))
    value = cast("Literal[-1, 0, 1]", VALUES[given])
    item = actions.vote(voter=request.person, item=item, value=value, now=timezone.now())
    if not is_fragment(request):
        return back(request, anchor=f"item-{pk}", otherwise=item.get_absolute_url())
    return render(request, "items/votes.html", {"item": item, "mine": value})


@require_http_methods(["GET", "HEAD", "POST", "PUT", "DELETE"])
@signed_in
def reactions(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows who reacted; POST puts an emoji on or takes it back, PUT puts it on, DELETE takes
    it back.
    """
    item = item_for(request.person, pk)
    if request.method in ("GET", "HEAD"):
        context = {"item": item, "reacted": who_reacted(item)}
        return render(request, "items/who_reacted.html", context)
    emoji = fields(request).get("emoji", "") or request.GET.get("emoji", "")
    own = Reaction.objects.filter(item=item, person=request.person, emoji=emoji)
    is_on = not own.exists() if request.method == "POST" else request.method == "PUT"
    actions.react(person=request.person, item=item, emoji=emoji, on=is_on, now=timezone.now())
    if not is_fragment(request):
        return back(request, anchor=f"item-{pk}", otherwise=item.get_absolute_url())
    context = {"item": item, "counts": counts(item, request.person)}
    return render(request, "items/reactions.html", context)


def who_reacted(item: Item) -> list[tuple[str, list[Person]]]:
    """Each emoji on `item` with the people who put it there, the first ones first."""
    found: dict[str, list[Person]] = {}
    for one in item.reactions.select_related("person").order_by("id"):
        found.setdefault(one.emoji, []).append(one.person)
    return list(found.items())


def counts(item: Item, person: Person) -> list[tuple[str, int, bool]]:
    """Each emoji on `item`, how many people put it there, whether `person` is one of them."""
    found: dict[str, tuple[int, bool]] = {}
    given = item.reactions.order_by("id").values_list("emoji", "person_id")
    for emoji, person_id in given:
        number, mine = found.get(emoji, (0, False))
        found[emoji] = (number + 1, mine or person_id == person.pk)
    return [(emoji, number, mine) for emoji, (number, mine) in found.items()]


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def bookmark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keeps an item for later, or no longer; htmx gets the new button."""
    item = item_for(request.person, pk)
    is_on = request.method != "DELETE" and fields(request).get("value", "1") != "0"
    actions.keep(person=request.person, item=item, on=is_on, now=timezone.now())
    if not is_fragment(request):
        return back(request, anchor=f"item-{pk}", otherwise=item.get_absolute_url())
    return render(request, "items/bookmark.html", {"item": item, "saved": is_on})


@require_POST
@signed_in
def reading(request: SignedInRequest, pk: int) -> HttpResponse:
    """Notes that the reader has read an item; a behaviour sends it after some seconds in sight.

    `reached` is the newest reply that was in sight, where all before it were.
    """
    item = item_for(request.person, pk)
    word = request.POST.get("reached", "")
    thread = Item.objects.visible_to(request.person).of_thread(item)
    reached = thread.filter(pk=int(word[:18])).first() if word.isdecimal() else None
    if policy.may_see(request.person, item):
        actions.read(person=request.person, item=item, reached=reached, now=timezone.now())
    return HttpResponse(status=204)
