"""What administrators look after: people, invitations, departments, the house's settings."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from lorehouse.lib.errors import Refused
from lorehouse.lib.pagination import page
from lorehouse.people import actions
from lorehouse.people.access import View, signed_in
from lorehouse.people.forms import HouseForm, InvitationForm, NameForm, PersonForm
from lorehouse.people.models import (
    Department,
    HouseSettings,
    Invitation,
    Organisation,
    Person,
)
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

Rest = ParamSpec("Rest")
AdminView = Callable[Concatenate[SignedInRequest, Rest], HttpResponse]


def for_admins(view: AdminView[Rest]) -> View[Rest]:
    """Others learn no more than that there is nothing here for them."""

    @wraps(view)
    def checked(request: SignedInRequest, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponse:
        if not request.person.is_admin:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(cast("AdminView[Rest]", checked))


@for_admins
def people(request: SignedInRequest) -> HttpResponse:
    """Everybody with an account, and the invitations that wait."""
    words, after = request.GET.get("q", "").strip(), request.GET.get("cursor", "")
    found = Person.objects.visible_to(request.person)
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    shown = page(
        found.select_related("department", "organisation"),
        order=["name", "pk"],
        cursor=after,
        size=100,
    )
    context = {
        "people": shown.rows,
        "next": shown.next,
        "query": words,
        "invitations": Invitation.objects.filter(accepted_at=None).order_by("-sent_at")[:50],
        "form": InvitationForm(),
        "base_url": settings.BASE_URL,
    }
    return render(request, "people/administration.html", context)


@for_admins
def invite(request: SignedInRequest) -> HttpResponse:
    """POST invites somebody and sends them the link."""
    form = InvitationForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for found in form.errors.values() for e in found))
        return HttpResponseRedirect("/settings/people/")
    chosen = {**form.cleaned_data, "role": form.cleaned_data["role"] or Person.Role.MEMBER}
    made = actions.invite(inviter=request.person, now=timezone.now(), **chosen)
    send_invitation(made)
    messages.success(request, _("%(email)s is invited.") % {"email": made.email})
    return HttpResponseRedirect("/settings/people/")


def send_invitation(made: Invitation) -> None:
    """Send the link of an invitation by mail."""
    house = HouseSettings.current()
    address = f"{settings.BASE_URL}/invitations/{made.token}/"
    send_mail(
        _("%(name)s invites you to %(house)s")
        % {"name": made.invited_by.name, "house": house.name},
        _(
            "%(name)s invites you to %(house)s.\n\n"
            "Follow this link to choose a password:\n%(address)s\n"
        )
        % {"name": made.invited_by.name, "house": house.name, "address": address},
        None,
        [made.email],
    )


@for_admins
def person(request: SignedInRequest, handle: str) -> HttpResponse:
    """Where somebody belongs: GET shows, POST saves."""
    somebody = get_object_or_404(Person.objects.visible_to(request.person), handle=handle)
    now_set = {
        "standing": somebody.standing,
        "role": somebody.role,
        "department": somebody.department,
        "organisation": somebody.organisation,
    }
    form = PersonForm(request.POST or None, initial=now_set)
    if request.method == "POST" and form.is_valid():
        try:
            _place(request.person, somebody, form)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect("/settings/people/")
    status = 422 if form.errors else 200
    context = {"somebody": somebody, "form": form}
    return render(request, "people/administer_person.html", context, status=status)


def _place(admin: Person, somebody: Person, form: PersonForm) -> None:
    """Save where somebody belongs, then what they look after."""
    data, now = form.cleaned_data, timezone.now()
    actions.place(
        by=admin,
        person=somebody,
        standing=data["standing"],
        department=data["department"],
        organisation=data["organisation"],
        now=now,
    )
    if data["role"] != somebody.role:
        actions.change_role(by=admin, person=somebody, role=data["role"], now=now)


@for_admins
def house(request: SignedInRequest) -> HttpResponse:
    """The house's own settings: GET shows, POST saves."""
    form = HouseForm(request.POST or None, instance=HouseSettings.current())
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_house(by=request.person, now=timezone.now(), **form.cleaned_data)
        except Refused as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect("/settings/house/")
    context = {
        "form": form,
        "departments": Department.objects.all(),
        "organisations": Organisation.objects.all(),
        "mail_is_sent": "smtp" in settings.EMAIL_BACKEND,
        "outbox": settings.EMAIL_FILE_PATH,
    }
    return render(request, "people/house.html", context, status=422 if form.errors else 200)


@for_admins
def departments(request: SignedInRequest) -> HttpResponse:
    """POST founds a department."""
    form = NameForm(request.POST)
    if form.is_valid():
        actions.found_department(
            by=request.person, name=form.cleaned_data["name"], now=timezone.now()
        )
    return HttpResponseRedirect("/settings/house/")


@for_admins
def organisations(request: SignedInRequest) -> HttpResponse:
    """POST adds a customer or partner."""
    form = NameForm(request.POST)
    if form.is_valid():
        actions.add_organisation(
            by=request.person, name=form.cleaned_data["name"], now=timezone.now()
        )
    return HttpResponseRedirect("/settings/house/")
