"""Following an invitation."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from lorehouse.people.access import anyone
from lorehouse.people.models import Invitation
from lorehouse.people.requests import PersonRequest
from lorehouse.people.sign_in.invited import SESSION_KEY
from lorehouse.ui.pages import render


@require_safe
@anyone
def invitation(request: PersonRequest, token: str) -> HttpResponse:
    """The page behind the link in an invitation; from here one signs up."""
    found = Invitation.objects.filter(token=token).select_related("invited_by").first()
    if found is None:
        raise Http404
    if found.accepted_at is not None:
        return HttpResponseRedirect("/accounts/login/")
    request.session[SESSION_KEY] = token
    return render(request, "people/invitation.html", {"invitation": found})
