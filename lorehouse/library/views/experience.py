"""What readers report back about an article."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lorehouse.lib.errors import Unfit
from lorehouse.library import actions
from lorehouse.library.forms import FieldNoteForm, HelpfulnessForm
from lorehouse.library.reading import pages as hot
from lorehouse.library.views import articles
from lorehouse.library.views.loading import article_at
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages


@require_POST
@signed_in
def helpfulness(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """Keeps whether the article helped; answers with what is said about it now."""
    article = article_at(request.person, space, slug)
    form = HelpfulnessForm(request.POST)
    if not form.is_valid():
        raise Unfit(_("Say yes or no."))
    actions.rate_helpfulness(
        person=request.person,
        article=article,
        helpful=form.cleaned_data["helpful"] == "yes",
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
    if request.headers.get("HX-Request"):
        live = hot.page(request.person, space, slug)
        if live is None:
            raise Http404
        around = {
            "article": live.article,
            "address": article.get_absolute_url(),
            **articles.experience(live, request.person),
        }
        return pages.render(request, "library/article.html#helpfulness", around)
    messages.success(request, _("Thank you."))
    return HttpResponseRedirect(f"{article.get_absolute_url()}#helpfulness")


@require_POST
@signed_in
def field_notes(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """Leaves a field note."""
    article = article_at(request.person, space, slug)
    form = FieldNoteForm(request.POST)
    if not form.is_valid():
        raise Unfit(_("Say how it went, and tell in a sentence what happened."))
    note = actions.leave_field_note(
        author=request.person, article=article, now=timezone.now(), **form.cleaned_data
    )
    messages.success(request, _("Thank you. Others see how it went for you."))
    return HttpResponseRedirect(f"{article.get_absolute_url()}#item-{note.pk}")
