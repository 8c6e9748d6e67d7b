"""Pinning a conversation or an article to the pages of the groups one looks after."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from lorehouse.bridge import actions
from lorehouse.groups.models import Group
from lorehouse.items.models import Item
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@signed_in
def pins(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows where it can be pinned; POST with `group` and `place` does.

    `place` is top, decision or none.
    """
    item = get_object_or_404(Item.objects.visible_to(request.person).live().roots(), pk=pk)
    looked_after = Group.objects.of(request.person).filter(
        memberships__person=request.person, memberships__is_steward=True
    )
    if request.method != "POST":
        if not looked_after.exists():
            raise Http404
        now_pinned = {one.group_id: one for one in item.pins.filter(group__in=looked_after)}
        context = {"item": item, "groups": looked_after.order_by("name"), "pins": now_pinned}
        return render(request, "bridge/pins.html", context)
    group = get_object_or_404(looked_after, slug=request.POST.get("group", ""))
    place, now = request.POST.get("place", ""), timezone.now()
    if place in {"top", "decision"}:
        actions.pin(
            steward=request.person, group=group, item=item, is_decision=place == "decision", now=now
        )
        messages.success(request, _("Pinned in %(group)s.") % {"group": group.name})
    else:
        actions.unpin(steward=request.person, group=group, item=item, now=now)
        messages.success(request, _("Taken down from %(group)s.") % {"group": group.name})
    return HttpResponseRedirect(group.get_absolute_url(), status=303)
