"""Asking about an article."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.bridge import actions
from lorehouse.bridge.forms import AskForm
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library.models import Article
from lorehouse.library.policy import audiences_to_share_with
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.stream.feed import address
from lorehouse.ui import pages


@require_http_methods(["GET", "POST"])
@signed_in
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """The form for a question about an article; POST asks it in the stream."""
    articles = Article.objects.visible_to(request.person).published()
    article = get_object_or_404(articles.select_related("item__audience", "space"), pk=pk)
    audiences = audiences_to_share_with(request.person)
    if not audiences.exists():
        raise NotAllowed(_("There is nobody you can ask yet. Join a group first."))
    wrong = ""
    form = AskForm(
        request.POST or None, initial={"audience": article.item.audience_id}, asker=request.person
    )
    if request.method == "POST" and form.is_valid():
        try:
            asked = actions.ask_about(
                asker=request.person, article=article, now=timezone.now(), **form.cleaned_data
            )
        except Unfit as reason:
            wrong = str(reason)
        else:
            return HttpResponseRedirect(address(asked.pk, asked.title))
    return pages.render(
        request,
        "bridge/ask.html",
        {"article": article, "form": form, "audiences": list(audiences), "wrong": wrong},
        status=422 if wrong or form.errors else 200,
    )
