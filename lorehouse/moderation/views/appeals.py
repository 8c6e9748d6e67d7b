"""Deciding an appeal."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lorehouse.moderation import actions
from lorehouse.moderation.models import Appeal
from lorehouse.moderation.views.doors import for_those_who_decide
from lorehouse.people.requests import SignedInRequest


@require_POST
@for_those_who_decide
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST decides: `decision` is restore or refuse. Whoever removed it finds nothing here."""
    appeal = get_object_or_404(Appeal.objects.visible_to(request.person), case_id=pk)
    granted = request.POST.get("decision") == "restore"
    actions.decide_appeal(
        by=request.person,
        appeal=appeal,
        granted=granted,
        reason=request.POST.get("reason", ""),
        now=timezone.now(),
    )
    messages.success(
        request, _("It is back, and its author is told.") if granted else _("Its author is told.")
    )
    return HttpResponseRedirect("/moderation/?tab=appeals")
