"""Opening the account again that one closed."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lorehouse.people import actions
from lorehouse.people.sign_in.returning import SESSION_KEY, closed_by_themselves
from lorehouse.ui.pages import render


def come_back(request: HttpRequest) -> HttpResponse:
    """For whoever has just proved that the account is theirs: POST opens it, then one signs in."""
    person = closed_by_themselves(request.session.get(SESSION_KEY) or 0)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.come_back(person=person, now=timezone.now())
        del request.session[SESSION_KEY]
        messages.success(request, _("Your account is open again. Sign in."))
        return HttpResponseRedirect("/accounts/login/")
    return render(request, "people/come_back.html")
