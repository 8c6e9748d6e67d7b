"""Flagging what somebody else wrote."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.items.models import Item
from lorehouse.lib.errors import TooMuch, Unfit
from lorehouse.moderation import actions, policy
from lorehouse.moderation.forms import FlagForm
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def flags(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows the text and asks which rule it breaks, POST flags it."""
    readable = Item.objects.visible_to(request.person).live()
    item = get_object_or_404(readable.select_related("author", "audience", "root"), pk=pk)
    if not policy.may_flag(request.person, item):
        raise Http404
    form = FlagForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag(flagger=request.person, item=item, now=timezone.now(), **form.cleaned_data)
        except Unfit as reason:
            form.add_error(None, str(reason))
            status = 429 if isinstance(reason, TooMuch) else 422
        else:
            messages.success(request, _("Thank you. Those who look after the rules will read it."))
            return HttpResponseRedirect(item.get_absolute_url())
    context = {
        "form": form,
        "item": item,
        "is_narrow": policy.is_narrow(item.audience),
        "somebody_decides": policy.somebody_decides(item),
    }
    if form.errors and status == 200:
        status = 422
    return render(request, "moderation/flag.html", context, status=status)
