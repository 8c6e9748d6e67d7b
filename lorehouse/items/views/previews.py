"""How a text will look."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST

from lorehouse.items.writing import Text
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest


@require_POST
@signed_in
def preview(request: SignedInRequest) -> HttpResponse:
    """The HTML that saving `body` would make: the same renderer, the same rights to see names."""
    text = Text("", request.POST.get("body", ""), writer=request.person)
    return HttpResponse(text.rendered.html)
