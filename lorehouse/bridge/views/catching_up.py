"""The catch-up page, which ends."""

from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.bridge import catching_up
from lorehouse.lib import times
from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions as notify
from lorehouse.notify.subjects import Ref
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages


@require_safe
@signed_in
def catch_up(request: SignedInRequest) -> HttpResponse:
    """What the reader has not seen, from what is addressed to them to what peers found useful."""
    missed = catching_up.missed(request.person, now=timezone.now())
    sections = [
        ("addressed", _("Addressed to you"), missed.addressed),
        ("decided", _("Decided and answered in your themes"), missed.decided),
        ("essential", _("Essential, your peers found"), missed.essential),
    ]
    shown = [section for section in sections if section[2]]
    return pages.render(request, "bridge/catch_up.html", {"missed": missed, "sections": shown})


@require_POST
@signed_in
def seen(request: SignedInRequest) -> HttpResponse:
    """POST each thing that was shown as `seen`; with `until` they were all there was."""
    until = request.POST.get("until")
    notify.catch_up(
        person=request.person,
        seen=[_ref(word) for word in request.POST.getlist("seen")],
        until=times.parse(until) if until else None,
        now=timezone.now(),
    )
    if request.headers.get("X-Requested-With") == "fetch":
        return HttpResponse(status=204)
    return HttpResponseRedirect("/catch-up/", status=303)


def _ref(word: str) -> Ref:
    kind, _colon, pk = word.partition(":")
    if not kind or not pk.isdigit():
        raise Unfit(gettext("This is no entry of the catch-up page."))
    return kind, int(pk)
