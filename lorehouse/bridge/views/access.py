"""Asking for access, and deciding who gets it."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lorehouse.bridge import actions
from lorehouse.bridge.forms import AccessForm
from lorehouse.bridge.models import AccessRequest
from lorehouse.lib.errors import Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

HERE = "/access/"
SHOWN = 100


@signed_in
def access(request: SignedInRequest) -> HttpResponse:
    """GET lists what waits for the reader's word and what they asked for; POST asks."""
    if request.method == "POST":
        return _ask(request)
    mine = AccessRequest.objects.visible_to(request.person).filter(asker=request.person)
    waiting = AccessRequest.objects.to_decide(request.person).select_related(
        "asker", "item__audience", "group__audience", "space__audience"
    )
    context = {
        "waiting": waiting.order_by("at")[:SHOWN],
        "mine": mine.order_by("-at")[:SHOWN],
    }
    return render(request, "bridge/access.html", context)


def _ask(request: SignedInRequest) -> HttpResponse:
    form = AccessForm(request.POST)
    if not form.is_valid():
        raise Unfit(_("A word has at most 500 characters."))
    actions.ask_for_access(asker=request.person, now=timezone.now(), **form.cleaned_data)
    messages.success(
        request, _("If there is something at this address, whoever looks after it is asked.")
    )
    return HttpResponseRedirect(HERE, status=303)


@require_POST
@signed_in
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST with `action` grant or decline."""
    asked = get_object_or_404(AccessRequest.objects.to_decide(request.person), pk=pk)
    decide = (
        actions.grant_access if request.POST.get("action") == "grant" else actions.decline_access
    )
    decide(decider=request.person, request=asked, now=timezone.now())
    return HttpResponseRedirect(HERE, status=303)
