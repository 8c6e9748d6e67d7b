"""Saying which answer solved a question."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lorehouse.items.models import Item
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream import actions
from lorehouse.stream.thread import Part, thread
from lorehouse.stream.views.thread import part
from lorehouse.ui.asked import back, fields, is_fragment


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def acceptance(request: SignedInRequest, pk: int) -> HttpResponse:
    """PUT (or POST) accepts an answer, DELETE (or POST with `value=0`) takes that back."""
    readable = Item.objects.visible_to(request.person).select_related("parent__author")
    answer = get_object_or_404(readable, pk=pk)
    now = timezone.now()
    if request.method == "DELETE" or fields(request).get("value") == "0":
        actions.withdraw_acceptance(by=request.person, answer=answer, now=now)
    else:
        actions.accept(by=request.person, answer=answer, now=now)
    if not is_fragment(request):
        return back(request, anchor=f"item-{pk}", otherwise=answer.get_absolute_url())
    shown = thread(request.person, answer.root_or_self_id, Part())
    if shown is None:
        raise Http404
    return part(request, "stream/thread.html#conversation", shown)
