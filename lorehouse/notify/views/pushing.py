"""Push: which browsers are told, and the script that receives it."""

import json

from django.contrib.staticfiles import finders
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from lorehouse.lib.errors import Unfit
from lorehouse.notify import actions
from lorehouse.notify.models import PushSubscription
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest


@require_POST
@signed_in
def subscriptions(request: SignedInRequest) -> HttpResponse:
    """POST the JSON of a browser's subscription: it is told from now on."""
    try:
        given = json.loads(request.body)
        endpoint, of_browser = str(given["endpoint"]), given["keys"]
        public_key, secret = str(of_browser["p256dh"]), str(of_browser["auth"])
    except (ValueError, KeyError, TypeError) as reason:
        raise Unfit(gettext("This is not the subscription of a browser.")) from reason
    actions.allow_push(
        person=request.person,
        endpoint=endpoint,
        public_key=public_key,
        secret=secret,
        browser=str(given.get("browser") or ""),
        now=timezone.now(),
    )
    return HttpResponse(status=204)


@require_POST
@signed_in
def subscription(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST ends it: this browser is no longer told."""
    own = get_object_or_404(PushSubscription.objects.visible_to(request.person), pk=pk)
    actions.stop_push(subscription=own, by=request.person, now=timezone.now())
    return HttpResponseRedirect("/settings/notifications/#push", status=303)


@require_safe
def service_worker(request: object) -> FileResponse:
    """The script that receives push messages; from the root, so that it may open every page."""
    file = finders.find("lorehouse/service-worker.js")
    if not isinstance(file, str):
        raise Http404
    answer = FileResponse(open(file, "rb"), content_type="text/javascript; charset=utf-8")  # noqa: SIM115
    answer["Cache-Control"] = "no-cache"
    return answer
