"""One's own access tokens."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lorehouse.connect import actions
from lorehouse.connect.models import Token
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def tokens(request: SignedInRequest) -> HttpResponse:
    """GET lists one's tokens; POST makes one and shows its word, this once."""
    word = ""
    if request.method == "POST":
        _, word = actions.make_token(
            person=request.person, name=request.POST.get("name", ""), now=timezone.now()
        )
    mine = Token.objects.visible_to(request.person).filter(revoked_at=None).order_by("-made_at")
    return render(request, "connect/tokens.html", {"tokens": mine, "word": word})


@require_http_methods(["POST", "DELETE"])
@signed_in
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST or DELETE revokes a token."""
    token = get_object_or_404(Token.objects.visible_to(request.person), pk=pk)
    actions.revoke_token(by=request.person, token=token, now=timezone.now())
    return HttpResponseRedirect("/settings/tokens/", status=303)
