"""Making an article out of a conversation, and where an article came from."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lorehouse.bridge import actions, distilling, policy, reading
from lorehouse.bridge.forms import DistilForm
from lorehouse.bridge.places import words
from lorehouse.items.models import Item
from lorehouse.lib.errors import NotAllowed, Refused, Unfit
from lorehouse.library.models import Article, Proposal
from lorehouse.library.starters import STARTERS
from lorehouse.people.access import anyone, signed_in
from lorehouse.people.requests import PersonRequest, SignedInRequest
from lorehouse.stream.feed import address
from lorehouse.ui import pages


@require_http_methods(["GET", "POST"])
@signed_in
def distil(request: SignedInRequest, pk: int) -> HttpResponse:
    """Choose passages of a conversation; POST makes a draft of them, or adds them to one."""
    readable = Item.objects.visible_to(request.person).live()
    item = get_object_or_404(readable.select_related("audience"), pk=pk, lane=Item.Lane.STREAM)
    if item.root_id is not None:
        return HttpResponseRedirect(f"/items/{item.root_id}/distil/")
    if not policy.may_distil(request.person, item):
        raise NotAllowed(_("Members distil conversations. Ask one of them."))
    drafts = distilling.open_drafts(item, request.person)
    shelves = distilling.shelves(item, request.person)
    if request.method == "POST":
        form = DistilForm(request.POST, shelves=shelves, drafts=drafts)
        try:
            made = _made(request, item, form)
        except Refused as reason:
            return _page(request, item, form, wrong=str(reason))
        return HttpResponseRedirect(f"{made.article.get_absolute_url()}edit/")
    initial = {"title": item.title, "into": request.GET.get("into", "")}
    return _page(request, item, DistilForm(initial=initial, shelves=shelves, drafts=drafts))


def _page(
    request: SignedInRequest, thread: Item, form: DistilForm, wrong: str = ""
) -> HttpResponse:
    shelves = distilling.shelves(thread, request.person)
    return pages.render(
        request,
        "bridge/distil.html",
        {
            "thread": thread,
            "address": address(thread.pk, thread.title),
            "contributions": distilling.contributions(thread, request.person),
            "shelves": shelves,
            "drafts": distilling.open_drafts(thread, request.person),
            "became": reading.became(thread, request.person),
            "starters": STARTERS,
            "types": Article.Type.choices,
            "form": form,
            "chosen": set(request.POST.getlist("passage")),
            "wrong": wrong,
            "say": words(),
        },
        status=422 if wrong else 200,
    )


def _made(request: SignedInRequest, thread: Item, form: DistilForm) -> Proposal:
    """The draft that now holds the chosen passages. Raises Refused."""
    if not form.is_valid():
        raise Unfit(_("Choose a space, a type and a title from those offered."))
    fields, blocks, now = form.cleaned_data, chosen(request), timezone.now()
    if fields["into"] is not None:
        made = actions.add_passages(
            editor=request.person, proposal=fields["into"], thread=thread, blocks=blocks, now=now
        )
        messages.success(request, _("The passages are at the end of your draft."))
        return made
    if fields["space"] is None:
        raise Unfit(_("Choose a space."))
    made = actions.distil(
        editor=request.person,
        thread=thread,
        blocks=blocks,
        space=fields["space"],
        title=fields["title"],
        type=fields["type"] or Article.Type.GUIDE,
        tags=list(thread.taggings.values_list("tag__name", flat=True)),
        now=now,
    )
    messages.success(
        request, _("Here is your draft. Make it one text; the passages stay beside it.")
    )
    return made


def chosen(request: SignedInRequest) -> list[tuple[int, str]]:
    """The passages a form names, as (item id, block key). Raises Unfit."""
    found = []
    for value in request.POST.getlist("passage"):
        number, _colon, key = value.partition(":")
        if not number.isascii() or not number.isdigit() or len(number) > 18:
            raise Unfit(_("One of the passages has no name."))
        found.append((int(number), key))
    return found


@require_safe
@anyone
def provenance(request: PersonRequest, pk: int) -> HttpResponse:
    """Every passage an article grew from, with its author and its conversation."""
    articles = Article.objects.visible_to(request.person).select_related("item", "space")
    article = get_object_or_404(articles, pk=pk)
    growth = reading.grew_from(article, request.person)
    return pages.render(
        request,
        "bridge/provenance.html",
        {"article": article, "growth": growth, "say": words()},
    )
