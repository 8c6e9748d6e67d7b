"""Deciding one case."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lorehouse.items.models import Item
from lorehouse.lib.errors import Unfit
from lorehouse.moderation import actions, policy, words
from lorehouse.moderation.forms import RemovalForm
from lorehouse.moderation.models import Appeal, Case
from lorehouse.moderation.views.doors import for_those_who_decide
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.asked import fields
from lorehouse.ui.pages import render

RELATED = (
    "item__author", "item__audience", "item__root", "rule", "decided_by", "claimed_by",
    "appeal__decided_by", "appeal__removed_by",
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_decide
def case(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows the text and what was said against it, POST decides: `decision` keep or remove."""
    found = _case(request.person, pk)
    if request.method != "POST":
        return _page(request, found, RemovalForm(initial=_suggested(found)))
    if request.POST.get("decision") == "keep":
        actions.keep(
            by=request.person, case=found, reason=request.POST.get("reason", ""), now=timezone.now()
        )
        messages.success(request, _("Kept."))
        return HttpResponseRedirect("/moderation/")
    form = RemovalForm(request.POST)
    if form.is_valid():
        try:
            actions.remove(by=request.person, case=found, now=timezone.now(), **form.cleaned_data)
        except Unfit as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Removed. Its author is told, and can appeal."))
            return HttpResponseRedirect("/moderation/")
    return _page(request, found, form, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@for_those_who_decide
def item_case(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET asks which rule an item breaks, POST removes it; nobody has to flag it first."""
    readable = Item.objects.visible_to(request.person).live()
    item = get_object_or_404(readable.select_related("author", "audience", "root"), pk=pk)
    if not policy.may_decide_about(request.person, item):
        raise Http404
    open_one = Case.objects.visible_to(request.person).open().filter(item=item).first()
    if open_one is not None and request.method != "POST":
        return HttpResponseRedirect(open_one.get_absolute_url())
    form = RemovalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.remove_item(
                by=request.person, item=item, now=timezone.now(), **form.cleaned_data
            )
        except Unfit as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Removed. Its author is told, and can appeal."))
            return HttpResponseRedirect(made.get_absolute_url())
    context = {"form": form, "item": item, "case": None}
    return render(request, "moderation/remove.html", context, status=422 if form.errors else 200)


@require_http_methods(["POST", "PUT", "DELETE"])
@for_those_who_decide
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """PUT (or POST) says that one is at it, DELETE (or POST with `value=0`) no longer is."""
    on = not (request.method == "DELETE" or fields(request).get("value") == "0")
    found = actions.claim(
        by=request.person, case=_case(request.person, pk), on=on, now=timezone.now()
    )
    return HttpResponseRedirect(found.get_absolute_url())


@require_POST
@for_those_who_decide
def restoration(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST brings back what was removed by mistake."""
    found = actions.take_back(by=request.person, case=_case(request.person, pk), now=timezone.now())
    messages.success(request, _("It is back."))
    return HttpResponseRedirect(found.get_absolute_url())


def _case(reader: Person, pk: int) -> Case:
    return get_object_or_404(Case.objects.visible_to(reader).select_related(*RELATED), pk=pk)


def _suggested(found: Case) -> dict[str, str]:
    """The form begins with the rule that was cited most."""
    cited = list(found.flags.values_list("rule__slug", flat=True))
    return {"rule": max(set(cited), key=cited.count)} if cited else {}


def _page(
    request: SignedInRequest, found: Case, form: RemovalForm, status: int = 200
) -> HttpResponse:
    appeal: Appeal | None = getattr(found, "appeal", None)
    earlier = Case.objects.visible_to(request.person).removals()
    context = {
        "case": found,
        "item": found.item,
        "form": form,
        "flags": found.flags.select_related("flagger", "rule").order_by("at"),
        "signs_found": words.signs(found.signs),
        "appeal": appeal,
        "may_decide_appeal": bool(appeal and policy.may_decide_appeal(request.person, appeal)),
        "may_take_back": policy.may_take_back(request.person, found),
        "reads_there": Item.objects.visible_to(request.person).filter(pk=found.item_id).exists(),
        "earlier": earlier.filter(item__author=found.item.author).exclude(pk=found.pk).count(),
    }
    return render(request, "moderation/case.html", context, status=status)
