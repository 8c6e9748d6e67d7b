"""Taking an item away, and bringing it back."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.items import actions
from lorehouse.items.models import Item
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.asked import fields, is_fragment


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """PUT (or POST) takes an item away, DELETE (or POST with `value=0`) brings it back."""
    person = request.person
    reachable = Item.objects.visible_to(person) | Item.objects.removed(person)
    item = get_object_or_404(reachable.select_related("audience", "root"), pk=pk)
    if request.method == "DELETE" or fields(request).get("value") == "0":
        actions.restore(restorer=person, item=item, now=timezone.now())
        messages.success(request, _("It is back."))
        return _go(request, item.get_absolute_url())
    actions.remove(remover=person, item=item, now=timezone.now())
    messages.success(request, _("Removed. It can be restored here."))
    return _go(request, item.get_absolute_url())


def _go(request: SignedInRequest, address: str) -> HttpResponse:
    if not is_fragment(request):
        return HttpResponseRedirect(address)
    answer = HttpResponse(status=200)
    answer["HX-Redirect"] = address
    return answer
