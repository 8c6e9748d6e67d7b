"""The inbox: what was addressed to the reader."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lorehouse.lib import times
from lorehouse.notify import actions
from lorehouse.notify import inbox as reading
from lorehouse.notify.models import Notice
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages


@require_safe
@signed_in
def inbox(request: SignedInRequest) -> HttpResponse:
    """What was addressed to the reader, the latest first; with `show=all` what is read, too."""
    show_all = request.GET.get("show") == "all"
    found = reading.inbox(request.person, unread=not show_all, cursor=request.GET.get("cursor", ""))
    context = {
        "inbox": found,
        "show_all": show_all,
        "unread": reading.unread_count(request.person),
        "now": timezone.now().isoformat(),
    }
    return pages.render(request, "notify/inbox.html", context)


@require_safe
@signed_in
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Opens what a notice is about, and marks it as read."""
    found = get_object_or_404(Notice.objects.visible_to(request.person), pk=pk)
    line = reading.line_of(request.person, found)
    actions.read(person=request.person, notice=found, now=timezone.now())
    return HttpResponseRedirect(line.subject.address if line else "/inbox/")


@require_POST
@signed_in
def being_read(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST marks a notice as read, with `value=0` as unread again; returns its line."""
    found = get_object_or_404(Notice.objects.visible_to(request.person), pk=pk)
    on = request.POST.get("value") != "0"
    actions.read(person=request.person, notice=found, on=on, now=timezone.now())
    if not request.headers.get("HX-Request"):
        return HttpResponseRedirect("/inbox/", status=303)
    line = reading.line_of(request.person, Notice.objects.visible_to(request.person).get(pk=pk))
    return pages.render(request, "notify/inbox.html#line", {"line": line} if line else {})


@require_POST
@signed_in
def all_read(request: SignedInRequest) -> HttpResponse:
    """POST marks everything as read that was there when the page was made (`until`)."""
    now = timezone.now()
    actions.read_all(person=request.person, until=_moment(request, now), now=now)
    return HttpResponseRedirect("/inbox/", status=303)


def _moment(request: SignedInRequest, now: datetime) -> datetime:
    """When the page was made that asks; now, when it does not say so."""
    try:
        return min(times.parse(request.POST.get("until", "")), now)
    except times.NotATime:
        return now
