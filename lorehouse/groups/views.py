"""Pages about groups. A group's own page, with its talk, is in the bridge."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lorehouse.groups import actions, policy
from lorehouse.groups.forms import FoundingForm, GroupForm, PersonByHandleForm, WordsForm
from lorehouse.groups.models import EndedMembership, Group, Membership, MembershipRequest
from lorehouse.lib.errors import NotAllowed, Refused, Unfit
from lorehouse.people.access import signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render
from lorehouse.ui.slots import fill


@signed_in
def groups(request: SignedInRequest) -> HttpResponse:
    """The groups one is in, is invited to, and may join."""
    visible = Group.objects.visible_to(request.person)
    counted = (
        Group.objects.filter(pk__in=visible.values("pk"))
        .annotate(people=Count("memberships", distinct=True))
        .order_by("name")
    )
    own, invited = Q(memberships__person=request.person), Q(invitations__person=request.person)
    waiting = MembershipRequest.objects.waiting()
    context = {
        "own": counted.filter(pk__in=Group.objects.of(request.person).values("pk")),
        "invited": counted.filter(invited),
        "others": counted.exclude(pk__in=Group.objects.filter(own | invited).values("pk")),
        "asked": set(waiting.filter(person=request.person).values_list("group_id", flat=True)),
        "ended": request.person.ended_memberships.select_related("group", "ended_by"),
        "may_found": policy.may_found(request.person),
    }
    return render(request, "groups/groups.html", context)


@signed_in
def founding(request: SignedInRequest) -> HttpResponse:
    """A new group: GET shows the form, POST founds it."""
    if not policy.may_found(request.person):
        raise NotAllowed(_("Only members can found a group."))
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            group = actions.found(founder=request.person, now=timezone.now(), **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            return HttpResponseRedirect(group.get_absolute_url())
    context = {"form": form, "group": None}
    return render(request, "groups/form.html", context, status=422 if form.errors else 200)


@signed_in
def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """What stewards look after: the group's purpose, its requests, its members."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    if not policy.may_steward(request.person, group):
        raise NotAllowed(_("Only a steward can change this group."))
    form = GroupForm(request.POST or None, instance=group)
    if request.method == "POST" and form.is_valid():
        fresh = Group.objects.get(pk=group.pk)
        try:
            actions.change(
                steward=request.person, group=fresh, now=timezone.now(), **form.cleaned_data
            )
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(fresh.get_absolute_url())
    memberships = group.memberships.select_related("person")
    context = {
        "form": form,
        "group": group,
        "requests": group.requests.waiting().select_related("person").order_by("at"),
        "memberships": memberships.order_by("-is_steward", "person__name"),
        "more": fill("group.settings", request, group),
        "stewards": sum(1 for one in memberships if one.is_steward),
    }
    return render(request, "groups/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["PUT", "POST", "DELETE"])
@signed_in
def membership(request: SignedInRequest, slug: str) -> HttpResponse:
    """PUT or POST says yes to the group; DELETE, or POST with `action=leave`, leaves it."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    leaving = request.method == "DELETE" or request.POST.get("action") == "leave"
    if leaving:
        actions.leave(person=request.person, group=group, now=timezone.now())
        stays = Group.objects.visible_to(request.person).filter(pk=group.pk).exists()
        return HttpResponseRedirect(group.get_absolute_url() if stays else "/groups/", status=303)
    words = _words(request)
    result = actions.join(person=request.person, group=group, words=words, now=timezone.now())
    if isinstance(result, Membership):
        messages.success(request, _("You are in. Welcome to %(group)s.") % {"group": group.name})
    else:
        messages.success(request, _("A steward will see that you would like to join."))
    return HttpResponseRedirect(group.get_absolute_url(), status=303)


@require_POST
@signed_in
def invitation(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST offers somebody a place; they are in when they say yes."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    form = PersonByHandleForm(request.POST)
    word = form.cleaned_data["handle"].lstrip("@").strip() if form.is_valid() else ""
    visible = Person.objects.visible_to(request.person)
    person = visible.filter(Q(handle__iexact=word) | Q(email__iexact=word)).first()
    if person is None:
        raise Unfit(_("There is nobody here called “%(word)s”.") % {"word": word})
    actions.invite(inviter=request.person, group=group, person=person, now=timezone.now())
    messages.success(request, _("%(name)s is invited.") % {"name": person.name})
    return HttpResponseRedirect(group.get_absolute_url(), status=303)


@require_POST
@signed_in
def request_(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """POST with `action` admit or decline answers somebody who would like to join."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    if not policy.may_steward(request.person, group):
        raise NotAllowed(_("Only a steward can let people in."))
    asked = get_object_or_404(MembershipRequest, group=group, pk=pk)
    steward, now = request.person, timezone.now()
    if request.POST.get("action") == "admit":
        actions.admit(steward=steward, request=asked, now=now)
        messages.success(request, _("%(name)s is in.") % {"name": asked.person.name})
    else:
        actions.decline(steward=steward, request=asked, answer=_words(request), now=now)
        messages.success(request, _("%(name)s is told.") % {"name": asked.person.name})
    return HttpResponseRedirect(f"/groups/{slug}/settings/", status=303)


@require_POST
@signed_in
def member(request: SignedInRequest, slug: str, handle: str) -> HttpResponse:
    """POST with `action` remove ends somebody's membership; `words` say why."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    person = get_object_or_404(Person, memberships__group=group, handle=handle)
    actions.remove(
        steward=request.person,
        group=group,
        person=person,
        reason=_words(request),
        now=timezone.now(),
    )
    messages.success(request, _("%(name)s is told why.") % {"name": person.name})
    return HttpResponseRedirect(f"/groups/{slug}/settings/", status=303)


@require_http_methods(["PUT", "POST", "DELETE"])
@signed_in
def stewardship(request: SignedInRequest, slug: str, handle: str) -> HttpResponse:
    """PUT or POST makes a member a steward, or oneself where none is left; DELETE, or POST with
    `action=end`, ends it.
    """
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    person = get_object_or_404(Person, memberships__group=group, handle=handle)
    now = timezone.now()
    if request.method == "DELETE" or request.POST.get("action") == "end":
        actions.step_down(steward=request.person, group=group, person=person, now=now)
    elif person == request.person:
        actions.volunteer(person=person, group=group, now=now)
    else:
        actions.appoint(steward=request.person, group=group, person=person, now=now)
    still = policy.may_steward(request.person, group)
    return HttpResponseRedirect(f"/groups/{slug}/{'settings/' if still else ''}", status=303)


@require_safe
@signed_in
def purpose(request: SignedInRequest, slug: str) -> HttpResponse:
    """What the group is for, and what it was for before."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    earlier = group.earlier_purposes.select_related("changed_by")
    return render(request, "groups/purpose.html", {"group": group, "earlier": earlier})


@require_POST
@signed_in
def welcome(request: SignedInRequest, slug: str) -> HttpResponse:
    """POST puts the group's welcome away."""
    group = get_object_or_404(Group.objects.visible_to(request.person), slug=slug)
    actions.settle_in(person=request.person, group=group, now=timezone.now())
    return HttpResponseRedirect(group.get_absolute_url(), status=303)


@require_POST
@signed_in
def ended(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST puts away the word that a membership was ended."""
    found = get_object_or_404(EndedMembership, pk=pk, person=request.person)
    actions.put_away(person=request.person, ended=found)
    return HttpResponseRedirect("/groups/", status=303)


def _words(request: SignedInRequest) -> str:
    """What was said along with it. Raises Unfit when it is too long."""
    form = WordsForm(request.POST)
    if not form.is_valid():
        raise Unfit(_("A word has at most 500 characters."))
    return str(form.cleaned_data["words"])
