"""The queue of reviews, and one proposal with what may be decided about it."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.lib.errors import Conflict, Unfit
from lorehouse.library import actions, policy
from lorehouse.library.forms import DecisionForm
from lorehouse.library.models import Article, Proposal, Review
from lorehouse.library.reading import reviews as reading
from lorehouse.library.views.loading import proposal_at
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages, slots


@require_safe
@signed_in
def queue(request: SignedInRequest) -> HttpResponse:
    """What waits for the reader, what they proposed, what was decided lately."""
    person, now = request.person, timezone.now()
    return pages.render(
        request,
        "library/reviews.html",
        {
            "waiting": reading.waiting_for(person),
            "own": list(reading.own(person)),
            "decided": list(reading.decided(person, now=now)),
            "reviews_somewhere": policy.may_review_somewhere(person),
        },
    )


@require_safe
@signed_in
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """A proposal against the live text, and what the reader may do with it."""
    return _page(request, proposal_at(request.person, pk))


def _page(
    request: SignedInRequest, proposal: Proposal, wrong: str = "", status: int = 200
) -> HttpResponse:
    person = request.person
    return pages.render(
        request,
        "library/review.html",
        {
            "reading": reading.read(proposal),
            "proposal": proposal,
            "article": proposal.article,
            "reviews": list(proposal.reviews.select_related("reviewer").order_by("at")),
            "is_own": proposal.author_id == person.pk,
            "may_review": policy.may_review(person, proposal)
            and proposal.state == Proposal.State.IN_REVIEW,
            "may_publish": policy.may_publish(person, proposal),
            "is_live": proposal.article.state == Article.State.PUBLISHED,
            "reviewers": list(
                policy.reviewers(proposal.article).exclude(pk=proposal.author_id)[:8]
            ),
            "origins": slots.fill("proposal.origins", request, proposal),
            "view": request.GET.get("view", "inline"),
            "wrong": wrong,
            "note": request.POST.get("note", ""),
        },
        status=status,
    )


@require_POST
@signed_in
def decision(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keeps a reviewer's decision; `publish` approves and puts the text live at once."""
    proposal = proposal_at(request.person, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, proposal, _("Choose what to decide."), status=422)
    try:
        _decide(request, proposal, form)
    except (Unfit, Conflict) as reason:
        fresh = proposal_at(request.person, pk)
        return _page(request, fresh, str(reason), 409 if isinstance(reason, Conflict) else 422)
    return _after(request, pk)


@transaction.atomic
def _decide(request: SignedInRequest, proposal: Proposal, form: DecisionForm) -> None:
    chosen, now = form.cleaned_data["decision"], timezone.now()
    at_once = chosen == "publish"
    actions.review(
        reviewer=request.person,
        proposal=proposal,
        decision=Review.Decision.APPROVE if at_once else chosen,
        note=form.cleaned_data["note"],
        seen_version=form.cleaned_data["seen_version"],
        now=now,
    )
    if at_once:
        actions.publish(by=request.person, proposal=proposal, now=now)


def _after(request: SignedInRequest, pk: int) -> HttpResponse:
    reviewed = Proposal.objects.visible_to(request.person).select_related("article__space")
    proposal = get_object_or_404(reviewed, pk=pk)
    if proposal.state == Proposal.State.PUBLISHED:
        messages.success(request, _("Approved and published."))
        return HttpResponseRedirect(proposal.article.get_absolute_url())
    if proposal.state == Proposal.State.APPROVED:
        messages.success(request, _("Approved. It can be published now."))
        return HttpResponseRedirect(proposal.get_absolute_url())
    messages.success(request, _("Your note went to the author."))
    return HttpResponseRedirect("/reviews/")


@require_POST
@signed_in
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    """Puts an approved text live."""
    proposal = proposal_at(request.person, pk)
    try:
        article = actions.publish(by=request.person, proposal=proposal, now=timezone.now())
    except Conflict as reason:
        return _page(request, proposal, str(reason), status=409)
    messages.success(request, _("Published."))
    return HttpResponseRedirect(article.get_absolute_url())
