"""The library's home and its spaces."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions, policy
from lorehouse.library.forms import NewSpaceForm, SpaceForm
from lorehouse.library.reading import shelves, trees
from lorehouse.library.starters import STARTERS
from lorehouse.library.views.loading import space_at
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.models import Person
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.ui import pages


@require_safe
@anyone
def home(request: PersonRequest) -> HttpResponse:
    """The spaces, what is new in them, and what waits for the reader."""
    reader, now = request.person, timezone.now()
    person = reader if isinstance(reader, Person) else None
    return pages.render(
        request,
        "library/home.html",
        {
            "shelves": shelves.shelves(reader, now=now),
            "recent": list(shelves.recently_published(reader)),
            "due": list(shelves.due_for(person, now=now)) if person else [],
            "unfinished": list(shelves.unfinished(person)[:6]) if person else [],
            "may_open_space": policy.may_open_space(reader),
            "may_draft": reader.is_member,
            "starters": STARTERS,
            "now": now,
        },
    )


@require_safe
@anyone
def space(request: PersonRequest, space: str) -> HttpResponse:
    """One space: its purpose, its tree, who looks after it."""
    reader, now = request.person, timezone.now()
    shelf = space_at(reader, space)
    looks_after = policy.may_edit_space(reader, shelf)
    return pages.render(
        request,
        "library/space.html",
        {
            "space": shelf,
            "tree": trees.tree(shelf, reader),
            "editors": list(shelf.editors.order_by("name")),
            "recent": list(shelves.recently_published(reader, shelf)[:5]),
            "archived": list(shelves.put_away(shelf, reader)) if reader.pk else [],
            "due": list(shelves.due_for(reader, now=now, space=shelf))
            if isinstance(reader, Person)
            else [],
            "may_edit": looks_after,
            "may_draft": policy.may_draft(reader, shelf),
            "starters": STARTERS,
            "now": now,
        },
    )


@require_http_methods(["GET", "POST"])
@signed_in
def new_space(request: SignedInRequest) -> HttpResponse:
    """The form for a new space, and opening it."""
    if not policy.may_open_space(request.person):
        raise NotAllowed(gettext("Only editors open spaces."))
    form = NewSpaceForm(request.POST or None, editor=request.person)
    if request.method == "POST" and form.is_valid():
        fields = form.cleaned_data
        try:
            opened = actions.open_space(
                opener=request.person,
                name=fields["name"],
                purpose=fields["purpose"],
                audience=fields["audience"],
                verify_every_days=fields["verify_every_days"],
                editors=fields["editors"],
                now=timezone.now(),
            )
        except Unfit as reason:
            form.add_error("name", str(reason))
        else:
            messages.success(request, _("The space is open. Draft its first article."))
            return HttpResponseRedirect(opened.get_absolute_url())
    return _space_form(request, form, None)


@require_http_methods(["GET", "POST"])
@signed_in
def change_space(request: SignedInRequest, space: str) -> HttpResponse:
    """The form for what a space is called and for, and changing it."""
    shelf = space_at(request.person, space)
    if not policy.may_edit_space(request.person, shelf):
        raise NotAllowed(gettext("Only those who look after this space can change it."))
    present = {
        "name": shelf.name,
        "purpose": shelf.purpose,
        "verify_every_days": shelf.verify_every_days,
        "editors": list(shelf.editors.values_list("pk", flat=True)),
    }
    form = SpaceForm(request.POST or None, initial=present, editor=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_space(
                editor=request.person, space=shelf, now=timezone.now(), **form.cleaned_data
            )
        except Unfit as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("Saved."))
            return HttpResponseRedirect(shelf.get_absolute_url())
    return _space_form(request, form, shelf)


def _space_form(request: SignedInRequest, form: SpaceForm, shelf: object) -> HttpResponse:
    status = 422 if form.errors else 200
    return pages.render(
        request, "library/space_form.html", {"form": form, "space": shelf}, status=status
    )
