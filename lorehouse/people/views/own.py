"""What people set for themselves."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from lorehouse.lib.errors import Refused
from lorehouse.people import actions
from lorehouse.people.access import signed_in
from lorehouse.people.forms import ProfileForm
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@signed_in
def profile(request: SignedInRequest) -> HttpResponse:
    """One's own profile: GET shows the form, POST saves it."""
    form = ProfileForm(request.POST or None, instance=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_profile(person=request.person, now=timezone.now(), **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Your profile is saved."))
            return HttpResponseRedirect("/settings/")
    status = 422 if form.errors else 200
    return render(request, "people/settings.html", {"form": form}, status=status)
