"""Looking after an article: verifying, archiving, handing over, moving."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions, policy
from lorehouse.library.forms import OwnerForm, PlaceForm
from lorehouse.library.models import Article, Space
from lorehouse.library.reading.trees import outline, tree
from lorehouse.library.views.loading import article_at
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages


@require_POST
@signed_in
def verification(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """Says that the live text is still true."""
    article = article_at(request.person, space, slug)
    actions.verify(by=request.person, article=article, now=timezone.now())
    messages.success(request, _("Verified. It will ask again when the time has come."))
    return HttpResponseRedirect(article.get_absolute_url())


@require_http_methods(["POST", "DELETE"])
@signed_in
def archive(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """POST puts the article away; DELETE, or POST with `action=restore`, brings it back."""
    article = article_at(request.person, space, slug)
    now = timezone.now()
    if request.method == "DELETE" or request.POST.get("action") == "restore":
        actions.unarchive(by=request.person, article=article, now=now)
        messages.success(request, _("The article is back."))
    else:
        actions.archive(by=request.person, article=article, now=now)
        messages.success(request, _("Archived. Only those who look after it still find it."))
    return HttpResponseRedirect(article.get_absolute_url())


@require_http_methods(["GET", "POST"])
@signed_in
def owner(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """The form for handing an article over, and handing it over."""
    article = _looked_after(request, space, slug)
    form = OwnerForm(request.POST or None, article=article)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["owner"]
        actions.hand_over(by=request.person, article=article, owner=chosen, now=timezone.now())
        messages.success(request, _("%s looks after this article now.") % chosen.name)
        return HttpResponseRedirect(article.get_absolute_url())
    return pages.render(
        request,
        "library/owner.html",
        {"article": article, "form": form, "people": list(form.fields["owner"].queryset)},  # type: ignore[attr-defined]
        status=422 if form.errors else 200,
    )


@require_http_methods(["GET", "POST"])
@signed_in
def place(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """The form for where an article stands, and moving it there."""
    article = _looked_after(request, space, slug)
    wrong = ""
    if request.method == "POST":
        form = PlaceForm(request.POST, keeper=request.person)
        if form.is_valid():
            try:
                return _moved(request, article, form)
            except Unfit as reason:
                wrong = str(reason)
    return _place_page(request, article, wrong)


def _moved(request: SignedInRequest, article: Article, form: PlaceForm) -> HttpResponse:
    fields = form.cleaned_data
    parent = fields["parent"]
    number = fields["position"]
    moved = actions.move(
        by=request.person,
        article=article,
        space=fields["space"],
        parent=parent if parent is not None and parent.space_id == fields["space"].pk else None,
        position=None if number is None else number - 1,
        slug=fields["slug"],
        type=fields["type"],
        now=timezone.now(),
    )
    messages.success(request, _("Moved. Links to where it stood still lead here."))
    return HttpResponseRedirect(moved.get_absolute_url())


def _place_page(request: SignedInRequest, article: Article, wrong: str) -> HttpResponse:
    spaces = [
        one
        for one in Space.objects.visible_to(request.person)
        if one.pk == article.space_id or policy.may_edit_space(request.person, one)
    ]
    asked = request.GET.get("space", "")
    chosen = next((one for one in spaces if one.slug == asked), article.space)
    branches = [one for one in tree(chosen, request.person) if one.pk != article.pk]
    return pages.render(
        request,
        "library/place.html",
        {
            "article": article,
            "spaces": spaces,
            "chosen": chosen,
            "outline": [line for line in outline(branches) if line[0] != article.pk],
            "types": Article.Type.choices,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


def _looked_after(request: SignedInRequest, space: str, slug: str) -> Article:
    article = article_at(request.person, space, slug)
    if not policy.may_look_after(request.person, article):
        raise NotAllowed(_("Only the article's owner and editors can do this."))
    return article
