"""Half-written texts: kept by the forms themselves, listed for their writer."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lorehouse.items import actions
from lorehouse.items.models import Draft
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.asked import fields, is_fragment
from lorehouse.ui.pages import render

SHOWN = 100
KEPT = {"title", "body", "tags", "audience", "note", "address"}  # what a form may keep


@require_http_methods(["GET", "HEAD", "POST", "PUT", "DELETE"])
@signed_in
def draft(request: SignedInRequest, key: str) -> HttpResponse:
    """GET gives what was kept, POST and PUT keep it, DELETE (or POST with `drop`) forgets it."""
    if request.method in {"GET", "HEAD"}:
        kept = get_object_or_404(Draft.objects.filter(writer=request.person), key=key)
        return JsonResponse({"key": kept.key, "fields": kept.fields, "saved_at": kept.saved_at})
    given = fields(request)
    now = timezone.now()
    if request.method == "DELETE" or "drop" in given:
        actions.drop_draft(writer=request.person, key=key, now=now)
        return _dropped(request)
    words = {name: str(value) for name, value in given.items() if name in KEPT}
    if not is_address(words.get("address", "")):
        words.pop("address", None)
    actions.save_draft(writer=request.person, key=key, fields=words, now=now)
    return JsonResponse({"key": key, "saved_at": now})


@require_safe
@signed_in
def drafts(request: SignedInRequest) -> HttpResponse:
    """What the reader has begun and not posted."""
    own = Draft.objects.filter(writer=request.person).order_by("-saved_at")[:SHOWN]
    return render(request, "items/drafts.html", {"drafts": own})


def is_address(path: str) -> bool:
    """Whether `path` is a page of this house, to which a link in the list may lead."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def _dropped(request: SignedInRequest) -> HttpResponse:
    if request.method == "DELETE" or is_fragment(request):
        return HttpResponse(status=204 if request.method == "DELETE" else 200)
    messages.success(request, _("The draft was thrown away."))
    return HttpResponseRedirect("/drafts/")
