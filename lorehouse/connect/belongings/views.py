"""One's account: take everything along, close it, or be erased."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lorehouse.connect.belongings import actions
from lorehouse.connect.belongings.forms import ErasureForm
from lorehouse.connect.belongings.models import Erasure, Export
from lorehouse.lib.errors import Refused
from lorehouse.people import actions as people
from lorehouse.people import policy
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render

HERE = "/settings/account/"


@require_safe
@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    """What one can do with one's account; `?part=export` is only how far the file is."""
    newest = Export.objects.visible_to(request.person).order_by("-asked_at").first()
    context = {
        "export": newest,
        "kept_until": newest.asked_at + actions.KEPT_FOR if newest else None,
        "erasure": Erasure.objects.filter(person=request.person, done_at=None).first(),
        "may_go": policy.may_go(request.person),
        "grace": actions.GRACE // timedelta(days=1),
    }
    block = "#export" if request.GET.get("part") == "export" else ""
    return render(request, f"belongings/account.html{block}", context)


@require_POST
@signed_in
def closing(request: SignedInRequest) -> HttpResponse:
    """POST closes the account. Signing in opens it again."""
    people.deactivate(person=request.person, now=timezone.now())
    logout(request)
    return HttpResponseRedirect("/accounts/inactive/", status=303)


@require_POST
@signed_in
def exports(request: SignedInRequest) -> HttpResponse:
    """POST asks for everything in one file."""
    actions.ask_export(person=request.person, now=timezone.now())
    return HttpResponseRedirect(HERE, status=303)


@require_safe
@signed_in
def export(request: SignedInRequest, pk: int) -> HttpResponseBase:
    """The file, for whom it is about and nobody else."""
    found = get_object_or_404(Export.objects.visible_to(request.person), pk=pk)
    if found.state != Export.State.READY or not default_storage.exists(found.file):
        raise Http404
    name = f"lorehouse-{request.person.handle}-{found.asked_at:%Y-%m-%d}.zip"
    return FileResponse(default_storage.open(found.file), as_attachment=True, filename=name)


@signed_in
def erasure(request: SignedInRequest) -> HttpResponse:
    """GET shows what would go and what would stay; POST asks for it, or with `action=withdraw`
    takes it back.
    """
    if request.POST.get("action") == "withdraw":
        actions.withdraw_erasure(person=request.person, now=timezone.now())
        messages.success(request, _("You stay. Nothing was erased."))
        return HttpResponseRedirect(HERE, status=303)
    form = ErasureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_erasure(person=request.person, now=timezone.now(), **form.cleaned_data)
        except Refused as reason:
            form.add_error("secret", str(reason))
        else:
            return HttpResponseRedirect(HERE, status=303)
    now = timezone.now()
    context = {
        "form": form,
        "words": form.data.get("words", Erasure.Words.GONE) if form.is_bound else "gone",
        "preview": actions.preview(request.person),
        "due_at": now + actions.GRACE,
        "grace": actions.GRACE // timedelta(days=1),
        "has_password": request.person.has_usable_password(),
        "may_go": policy.may_go(request.person),
    }
    status = 422 if form.errors else 200
    return render(request, "belongings/erasure.html", context, status=status)
