"""Writing: a new article, an edit, handing in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lorehouse.items import actions as items
from lorehouse.items.models import Draft
from lorehouse.lib.comparing import compared
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions, policy
from lorehouse.library.actions import SavedMeanwhile
from lorehouse.library.forms import NewForm, TextForm, proposal_initial
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.library.reading.reviews import own_proposal
from lorehouse.library.reading.trees import outline, tree
from lorehouse.library.starters import STARTERS
from lorehouse.library.views.loading import article_at
from lorehouse.people.access import signed_in
from lorehouse.people.requests import SignedInRequest
from lorehouse.ui import pages, slots


@require_http_methods(["GET", "POST"])
@signed_in
def new(request: SignedInRequest) -> HttpResponse:
    """Choose what to write (`?type=`), then write it."""
    spaces = [
        space
        for space in Space.objects.visible_to(request.person).select_related("audience")
        if policy.may_draft(request.person, space)
    ]
    if not spaces:
        raise NotAllowed(_("There is no space you can write in yet. Ask an editor to open one."))
    if request.method == "POST":
        return _drafted(request, spaces)
    chosen = request.GET.get("type", "")
    if chosen not in STARTERS:
        return pages.render(
            request,
            "library/choose.html",
            {"starters": STARTERS, "types": dict(Article.Type.choices), **_where(request, spaces)},
        )
    starter = str(STARTERS[chosen].body)
    initial = {"type": chosen, "body": _kept(request, "new/article").get("body") or starter}
    return _new_page(request, NewForm(initial=initial, writer=request.person), spaces)


def _where(request: SignedInRequest, spaces: list[Space]) -> dict[str, Any]:
    """The space and the article above that the address asks for."""
    slug = request.GET.get("space", "")
    space = next((one for one in spaces if one.slug == slug), spaces[0])
    return {"spaces": spaces, "space": space, "parent": request.GET.get("parent", "")}


def _new_page(
    request: SignedInRequest, form: NewForm, spaces: list[Space], wrong: str = ""
) -> HttpResponse:
    where = _where(request, spaces)
    kind = form["type"].value()
    return pages.render(
        request,
        "library/new.html",
        {
            "form": form,
            "wrong": wrong,
            "type": kind,
            "starter": STARTERS.get(kind) or STARTERS[Article.Type.GUIDE],
            "outline": outline(tree(where["space"], request.person)),
            **where,
        },
        status=422 if wrong or form.errors else 200,
    )


def _drafted(request: SignedInRequest, spaces: list[Space]) -> HttpResponse:
    form = NewForm(request.POST, writer=request.person)
    if not form.is_valid():
        return _new_page(request, form, spaces)
    fields, now = form.cleaned_data, timezone.now()
    try:
        proposal = actions.draft(
            writer=request.person,
            space=fields["space"],
            title=fields["title"],
            body=fields["body"],
            type=fields["type"],
            tags=fields["tags"],
            parent=_below(fields),
            now=now,
        )
    except Unfit as reason:
        return _new_page(request, form, spaces, wrong=str(reason))
    items.drop_draft(writer=request.person, key="new/article", now=now)
    return _after_saving(request, proposal)


def _below(fields: dict[str, Any]) -> Article | None:
    """What the new article stands below: only something in the space that was chosen."""
    parent: Article | None = fields["parent"]
    return parent if parent is not None and parent.space_id == fields["space"].pk else None


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """The editor with the reader's open proposal, or with the live text to start one from."""
    article = article_at(request.person, space, slug)
    if not policy.may_propose(request.person, article):
        raise NotAllowed(_("You cannot propose changes to this article."))
    if request.method == "POST":
        return _saved(request, article)
    return _editor(request, article, TextForm(initial=_text(request, article)))


def _text(request: SignedInRequest, article: Article) -> dict[str, Any]:
    """What the editor holds: what was typed and not saved, one's proposal, or the live text."""
    proposal = own_proposal(request.person, article)
    if proposal is not None:
        text = proposal_initial(proposal)
        text["base_version"] = article.item.version  # saving brings it up to date
    else:
        names = article.item.taggings.order_by("tag__name").values_list("tag__name", flat=True)
        text = {
            "title": article.item.title,
            "body": article.item.body,
            "tags": ", ".join(names),
            "note": "",
            "base_version": article.item.version,
            "saved_version": 0,
        }
    typed = _kept(request, f"article/{article.pk}")
    if typed.get("body") and typed["body"] != text["body"]:
        messages.info(request, _("What you had typed and not saved is back in the editor."))
        text["body"] = typed["body"]
    return text


def _kept(request: SignedInRequest, key: str) -> dict[str, str]:
    draft = Draft.objects.filter(writer=request.person, key=key).first()
    return draft.fields if draft else {}


def _editor(
    request: SignedInRequest, article: Article, form: TextForm, wrong: str = "", **more: Any
) -> HttpResponse:
    proposal = own_proposal(request.person, article)
    outdated = proposal is not None and proposal.base_version != article.item.version
    last = proposal.reviews.order_by("-at").select_related("reviewer").first() if proposal else None
    return pages.render(
        request,
        "library/edit.html",
        {
            "article": article,
            "proposal": proposal,
            "form": form,
            "wrong": wrong,
            "last_review": last,
            "outdated": compared(_base(article, proposal), article.item.body) if outdated else None,
            "reviewers": list(policy.reviewers(article).exclude(pk=request.person.pk)[:6]),
            "origins": slots.fill("proposal.origins", request, proposal) if proposal else [],
            "starter": STARTERS[article.type],
            **more,
        },
        status=409 if "theirs" in more else 422 if wrong or form.errors else 200,
    )


def _base(article: Article, proposal: Proposal | None) -> str:
    """The live text that a proposal was written against."""
    if proposal is None:
        return article.item.body
    base = article.item.revisions.filter(number=proposal.base_version).first()
    return base.body if base else ""


def _saved(request: SignedInRequest, article: Article) -> HttpResponse:
    form = TextForm(request.POST)
    if not form.is_valid():
        return _editor(request, article, form)
    now = timezone.now()
    try:
        proposal = actions.save(
            writer=request.person, article=article, now=now, **form.cleaned_data
        )
    except SavedMeanwhile as conflict:
        return _both(request, article, form, conflict)
    except Unfit as reason:
        return _editor(request, article, form, wrong=str(reason))
    items.drop_draft(writer=request.person, key=f"article/{article.pk}", now=now)
    return _after_saving(request, proposal)


def _both(
    request: SignedInRequest, article: Article, form: TextForm, conflict: SavedMeanwhile
) -> HttpResponse:
    """The editor with what was just typed, and what was saved elsewhere beside it."""
    latest = conflict.latest
    fields = {**form.cleaned_data, "saved_version": latest.version}
    fields["tags"] = ", ".join(fields["tags"])
    return _editor(
        request,
        article,
        TextForm(initial=fields),
        theirs=latest,
        difference=compared(latest.body, form.cleaned_data["body"]),
    )


def _after_saving(request: SignedInRequest, proposal: Proposal) -> HttpResponse:
    """Hand in, show, or go on writing, as the button said."""
    article = proposal.article
    pressed = request.POST.get("action", "save")
    if pressed == "submit":
        try:
            actions.submit(writer=request.person, proposal=proposal, now=timezone.now())
        except Unfit as reason:
            messages.error(request, str(reason))
        else:
            messages.success(
                request, _("Handed in. It is published when somebody has approved it.")
            )
            return HttpResponseRedirect(proposal.get_absolute_url())
    elif pressed == "show":
        return HttpResponseRedirect(proposal.get_absolute_url())
    else:
        messages.success(request, _("Saved. Nobody sees it before you hand it in."))
    return HttpResponseRedirect(f"{article.get_absolute_url()}edit/")


@require_http_methods(["POST", "DELETE"])
@signed_in
def submission(request: SignedInRequest, space: str, slug: str) -> HttpResponse:
    """POST hands one's proposal in; DELETE, or POST with `action=withdraw`, takes it back."""
    article = article_at(request.person, space, slug)
    proposal = own_proposal(request.person, article)
    if proposal is None:
        raise Unfit(_("You have no open proposal for this article."))
    now = timezone.now()
    if request.method == "DELETE" or request.POST.get("action") == "withdraw":
        actions.take_back(writer=request.person, proposal=proposal, now=now)
        messages.success(request, _("Taken back. Its text is kept under your proposals."))
        return HttpResponseRedirect("/reviews/")
    actions.submit(writer=request.person, proposal=proposal, now=now)
    messages.success(request, _("Handed in. It is published when somebody has approved it."))
    return HttpResponseRedirect(proposal.get_absolute_url())
