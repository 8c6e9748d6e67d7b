"""What one wrote and others do not see: held back, removed, and how to appeal."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.lib.errors import Unfit
from lorehouse.lib.pagination import page
from lorehouse.moderation import actions, policy, words
from lorehouse.moderation.forms import AppealForm
from lorehouse.moderation.models import Case
from lorehouse.moderation.models.cases import looked_after
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

SIZE = 30


@require_safe
@signed_in
def mine(request: SignedInRequest) -> HttpResponse:
    """Everything of the reader's that was held back or removed, the latest first."""
    found = Case.objects.of(request.person).select_related("item", "rule", "appeal")
    listed = page(
        found, order=("-opened_at", "-pk"), cursor=request.GET.get("cursor", ""), size=SIZE
    )
    context = {
        "cases": listed.rows,
        "next": listed.next,
        "decides": request.person.is_moderator or bool(looked_after(request.person)),
    }
    return render(request, "moderation/mine.html", context)


@require_safe
@signed_in
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """One's own text, why others do not see it, and what can be done."""
    return _page(request, _case(request.person, pk), AppealForm())


@require_POST
@signed_in
def appeal(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST asks that somebody else decides again."""
    found = _case(request.person, pk)
    form = AppealForm(request.POST)
    if form.is_valid():
        try:
            actions.appeal(
                author=request.person, case=found, now=timezone.now(), **form.cleaned_data
            )
        except Unfit as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Somebody else will look at it again."))
            return HttpResponseRedirect(f"/moderation/mine/{pk}/")
    return _page(request, found, form, status=422)


def _case(author: Person, pk: int) -> Case:
    related = Case.objects.of(author).select_related(
        "item__audience", "rule", "decided_by", "appeal"
    )
    return get_object_or_404(related, pk=pk)


def _page(
    request: SignedInRequest, found: Case, form: AppealForm, status: int = 200
) -> HttpResponse:
    may_appeal = policy.may_appeal(request.person, found)
    context = {
        "case": found,
        "item": found.item,
        "signs_found": words.signs(found.signs),
        "appeal": getattr(found, "appeal", None),
        "may_appeal": may_appeal,
        "stays_inside": may_appeal
        and policy.somebody_decides(found.item, besides=found.decided_by),
        "form": form,
    }
    return render(request, "moderation/my_case.html", context, status=status)
