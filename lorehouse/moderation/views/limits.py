"""How much one may do at once."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.lib.errors import Refused
from lorehouse.moderation import actions, policy
from lorehouse.moderation.forms import LimitsForm
from lorehouse.moderation.models import Limits
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def limits(request: SignedInRequest) -> HttpResponse:
    """GET shows the limits, POST sets them."""
    if not policy.may_set_limits(request.person):
        raise Http404
    form = LimitsForm(request.POST or None, instance=Limits.current())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_limits(by=request.person, now=timezone.now(), **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect("/moderation/limits/")
    return render(
        request, "moderation/limits.html", {"form": form}, status=422 if form.errors else 200
    )
