"""Voting in a poll, and ending it."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lorehouse.items.models import Item
from lorehouse.lib.errors import Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream import actions
from lorehouse.stream.kinds.polls import poll
from lorehouse.ui.asked import fields, is_fragment
from lorehouse.ui.pages import render


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def ballot(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST or PUT makes `option` (again for several) the reader's choice, DELETE takes it back.

    htmx gets the poll as it stands then.
    """
    item, now = _poll(request, pk), timezone.now()
    chosen = [] if request.method == "DELETE" else fields(request).getlist("option")
    withdraws = request.method == "DELETE" or fields(request).get("value") == "0"
    if not withdraws and not chosen:
        raise Unfit(_("Choose an option first."))
    numbers = {int(one) for one in chosen if one.isascii() and one.isdigit() and len(one) < 19}
    if len(numbers) != len(set(chosen)):
        raise Unfit(_("This poll has no such option."))
    choice = set() if withdraws else numbers
    actions.cast(voter=request.person, item=item, options=choice, now=now)
    if not is_fragment(request):
        return HttpResponseRedirect(item.get_absolute_url())
    shown = poll(request.person, item, now)
    return render(request, "stream/kinds/poll.html", {"poll": shown})


@require_POST
@signed_in
def closing(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST ends the voting."""
    item = _poll(request, pk)
    actions.close(by=request.person, item=item, now=timezone.now())
    messages.success(request, _("The poll is closed, and its results are shown."))
    return HttpResponseRedirect(item.get_absolute_url())


def _poll(request: SignedInRequest, pk: int) -> Item:
    readable = Item.objects.visible_to(request.person).select_related("audience")
    item = get_object_or_404(readable, pk=pk)
    if item.kind != Item.Kind.POLL:
        raise Http404
    return item
