"""Pages for imports: begin one, watch it, read its report; and who imported people are."""

from pathlib import Path

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lorehouse.connect.importers import actions, claims, policy, running, words
from lorehouse.connect.importers.forms import ImportForm
from lorehouse.connect.importers.models import Claim, Identity, Import
from lorehouse.connect.importers.sources import SOURCES
from lorehouse.lib.errors import Refused
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui.pages import render


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def imports(request: SignedInRequest) -> HttpResponse:
    """GET shows the form and all imports; POST begins one and goes to its page."""
    if not policy.may_import(request.person):
        raise Http404
    form = ImportForm(request.person, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(_begin(request, form).get_absolute_url(), status=303)
        except Refused as reason:
            form.add_error(None, str(reason))
    context = {
        "form": form,
        "imports": Import.objects.visible_to(request.person).select_related("started_by")[:50],
        "claims": Claim.objects.count() if policy.may_decide_claims(request.person) else 0,
        "now": timezone.now(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "connect/imports.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def one_import(request: SignedInRequest, pk: int) -> HttpResponse:
    """GET shows progress and report (htmx: the progress alone); POST runs it once more."""
    run = get_object_or_404(Import.objects.visible_to(request.person), pk=pk)
    if request.method == "POST":
        if not running.is_going_on(run, timezone.now()):
            _again(request, run)
        return HttpResponseRedirect(run.get_absolute_url(), status=303)
    now = timezone.now()
    context = {
        "run": run,
        "title": SOURCES[run.source].title,
        "done": words.named(run.report.get("done", {})),
        "going_on": running.is_going_on(run, now),
        "stopped": running.was_stopped(run, now),
    }
    block = "#run" if request.headers.get("HX-Request") else ""
    return render(request, f"connect/import.html{block}", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def identity(request: SignedInRequest, handle: str) -> HttpResponse:
    """GET asks whether an imported person is the reader; POST says so."""
    found = get_object_or_404(
        Identity.objects.select_related("shadow").filter(claimed_by=None), shadow__handle=handle
    )
    if not request.person.is_member:
        raise Http404
    if request.method == "POST":
        claims.claim(
            claimant=request.person, identity=found, words=request.POST.get("words", ""),
            now=timezone.now(),
        )  # fmt: skip
        return HttpResponseRedirect(f"/people/{handle}/identity", status=303)
    made = found.claims.filter(claimant=request.person).first()
    return render(request, "connect/identity.html", {"shadow": found.shadow, "claim": made})


@require_GET
@signed_in
def all_claims(request: SignedInRequest) -> HttpResponse:
    """Everybody who says that they are an imported person."""
    if not policy.may_decide_claims(request.person):
        raise Http404
    waiting = Claim.objects.select_related("identity__shadow", "claimant").order_by("at")
    return render(request, "connect/claims.html", {"claims": waiting})


@require_POST
@signed_in
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """POST confirms (`decision=confirm`) or rejects a claim."""
    if not policy.may_decide_claims(request.person):
        raise Http404
    made = get_object_or_404(Claim, pk=pk)
    act = claims.confirm if request.POST.get("decision") == "confirm" else claims.reject
    act(by=request.person, made=made, now=timezone.now())
    return HttpResponseRedirect("/imports/claims/", status=303)


def _begin(request: SignedInRequest, form: ImportForm) -> Import:
    given = form.cleaned_data
    if given.get("file"):
        path = running.keep_upload(request.person, given["file"])
    else:
        path = running.from_inbox(given["folder"])
    run = actions.begin(
        importer=request.person, source=given["source"], path=path, space=given["space"],
        **form.place, now=timezone.now(),
    )  # fmt: skip
    running.launch(run)
    return run


def _again(request: SignedInRequest, run: Import) -> None:
    """Run an import once more, with what it was given, in the name of whoever asks."""
    again = actions.begin(
        importer=request.person, source=run.source, path=Path(run.path), space=run.space,
        group=run.group, audience=run.audience, now=timezone.now(),
    )  # fmt: skip
    running.launch(again)
