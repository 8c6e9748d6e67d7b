"""Who an article is for: changed only through the disclosure gate."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.disclosure import gate
from lorehouse.lib.errors import NotAllowed
from lorehouse.library import actions, policy
from lorehouse.library.forms import AudienceForm
from lorehouse.library.models import Article
from lorehouse.library.views.loading import article_at
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages


@require_http_methods(["GET", "POST"])
@signed_in
def audience(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """The form for who may read an article; what the gate finds is shown with what to do."""
    article = article_at(request.person, space, slug)
    if not policy.may_change_audience(request.person, article):
        raise NotAllowed(_("Only editors decide who may read an article."))
    if request.method == "POST":
        return _shown_to(request, article)
    return _page(request, article, AudienceForm(keeper=request.person))


def _shown_to(request: SignedInRequest, article: Article) -> HttpResponse:
    form = AudienceForm(request.POST, keeper=request.person)
    if not form.is_valid():
        return _page(request, article, form)
    wish = form.cleaned_data["audience"]
    try:
        actions.show_to(
            by=request.person,
            article=article,
            audience=wish,
            reason=form.cleaned_data["reason"],
            now=timezone.now(),
        )
    except gate.Held as held:
        return _page(request, article, form, held)
    messages.success(request, _("This article is for “%s” now.") % wish.name)
    return HttpResponseRedirect(article.get_absolute_url())


def _page(
    request: SignedInRequest,
    article: Article,
    form: AudienceForm,
    held: gate.Held | None = None,
) -> HttpResponse:
    text = actions.text_to_show(article) if held else ""
    findings = [
        {"finding": one, "words": text[max(0, one.start - 30) : one.end + 30]}
        for one in (held.verdict.findings if held else ())
        if one.outcome != "pass"
    ]
    return pages.render(
        request,
        "library/audience.html",
        {
            "article": article,
            "form": form,
            "audiences": list(form.fields["audience"].queryset),  # type: ignore[attr-defined]
            "chosen": form["audience"].value() or article.item.audience_id,
            "held": held,
            "findings": findings,
            "is_blocked": held is not None and held.verdict.outcome == "block",
        },
        status=422 if held or form.errors else 200,
    )
