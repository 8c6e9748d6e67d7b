"""Lists that people keep."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lorehouse.items import actions, lists, policy
from lorehouse.items.forms import ListForm
from lorehouse.items.models import List, ListEntry
from lorehouse.items.views.finding import item_for
from lorehouse.items.views.shelf import cards
from lorehouse.lib.errors import NotAllowed, Refused, Unfit
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.models import Person, Visitor
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui.asked import back, fields
from lorehouse.ui.pages import render


def list_for(person: Person | Visitor, pk: int) -> List:
    """The list, if `person` may read it; otherwise 404."""
    return get_object_or_404(lists.counted(List.objects.visible_to(person), person), pk=pk)


def own_list_for(person: Person, pk: int) -> List:
    """The list, if it is `person`'s. Raises NotAllowed where they may read it only."""
    kept = list_for(person, pk)
    if not policy.may_keep_list(person, kept):
        raise NotAllowed(gettext("You can change only your own lists."))
    return kept


@require_safe
@signed_in
def overview(request: SignedInRequest) -> HttpResponse:
    """One's own lists, those one follows, and what others share."""
    return render(request, "items/lists.html", {"lists": lists.lists_for(request.person)})


@require_safe
@anyone
def a_list(request: PersonRequest, pk: int, slug: str = "") -> HttpResponse:
    """What is on a list, in its keeper's order, as far as the reader may read it."""
    kept = list_for(request.person, pk)
    if not slug and kept.get_absolute_url() != request.path and not request.GET:
        return HttpResponseRedirect(kept.get_absolute_url())
    part = lists.entries_of(kept, request.person, request.GET.get("cursor", ""))
    entries: list[ListEntry] = part.rows
    context = {
        "shown": kept,
        "rows": list(
            zip(entries, cards([one.item for one in entries], request.person), strict=True)
        ),
        "next": part.next,
        "is_own": policy.may_keep_list(request.person, kept),
        "may_follow": policy.may_follow_list(request.person, kept),
        "follows": kept.followings.filter(person_id=request.person.pk or 0).exists(),
        "followers": kept.followings.count(),
    }
    return render(request, "items/one_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """GET shows the form, POST begins a list; with `?item=` that is the first thing on it."""
    person, now = request.person, timezone.now()
    wanted = request.GET.get("item", "")
    item = item_for(person, int(wanted)) if wanted.isdecimal() and len(wanted) < 19 else None
    form = ListForm(request.POST or None, keeper=person)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.open_list(keeper=person, now=now, **form.cleaned_data)
            if item is not None:
                actions.put_on_list(keeper=person, kept=kept, item=item, now=now)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return HttpResponseRedirect(kept.get_absolute_url())
    context = {"form": form, "shown": None, "item": item}
    return render(request, "items/list_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows what a list is called and for, POST changes it."""
    kept = own_list_for(request.person, pk)
    initial = {"title": kept.title, "purpose": kept.purpose, "audience": kept.audience_id}
    form = ListForm(request.POST or None, keeper=request.person, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            kept = actions.change_list(
                keeper=request.person, kept=kept, now=timezone.now(), **form.cleaned_data
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return HttpResponseRedirect(kept.get_absolute_url())
    context = {"form": form, "shown": kept, "item": None}
    return render(request, "items/list_form.html", context, status=422 if form.errors else 200)


@require_POST
@signed_in
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    """Throws a list away."""
    kept = own_list_for(request.person, pk)
    actions.drop_list(keeper=request.person, kept=kept, now=timezone.now())
    return HttpResponseRedirect("/lists/")


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def entry(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """PUT (or POST) puts an item on a list with a note; DELETE (or `value=0`) takes it off."""
    kept, now = own_list_for(request.person, pk), timezone.now()
    item, given = item_for(request.person, item_pk), fields(request)
    if request.method == "DELETE" or given.get("value") == "0":
        actions.take_off_list(keeper=request.person, kept=kept, item=item, now=now)
    else:
        note = given.get("note", "")
        actions.put_on_list(keeper=request.person, kept=kept, item=item, note=note, now=now)
    return back(request, anchor=f"list-{pk}", otherwise=kept.get_absolute_url())


@require_POST
@signed_in
def place(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Moves an entry: `step` is -1 towards the beginning or 1 towards the end."""
    kept, item = own_list_for(request.person, pk), item_for(request.person, item_pk)
    steps = {"-1": -1, "1": 1}
    step = steps.get(request.POST.get("step", ""))
    if step is None:
        raise Unfit(gettext("An entry moves one place up or down."))
    actions.move_on_list(keeper=request.person, kept=kept, item=item, step=step, now=timezone.now())
    return HttpResponseRedirect(f"{kept.get_absolute_url()}#item-{item_pk}")


@require_http_methods(["POST", "PUT", "DELETE"])
@signed_in
def following(request: SignedInRequest, pk: int) -> HttpResponse:
    """Follows a list of somebody else, or no longer."""
    followed = list_for(request.person, pk)
    is_on = request.method != "DELETE" and fields(request).get("value", "1") != "0"
    actions.follow_list(person=request.person, followed=followed, on=is_on, now=timezone.now())
    return HttpResponseRedirect(followed.get_absolute_url())


@require_safe
@signed_in
def of_item(request: SignedInRequest, pk: int) -> HttpResponse:
    """The lists an item is on, and one's own to put it on."""
    item = item_for(request.person, pk)
    own = lists.own_lists(request.person, pk)
    mine = {one.pk for one in own}
    context = {
        "item": item,
        "own": own,
        "others": [one for one in lists.lists_with(pk, request.person) if one.pk not in mine],
        "card": cards([item], request.person)[0],
    }
    return render(request, "items/lists_of_item.html", context)
