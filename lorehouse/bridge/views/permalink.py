"""The address of any item, which stays whatever becomes of it."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.thread import address_of
from lorehouse.ui.slots import fill


@require_safe
@anyone
def permalink(request: PersonRequest, pk: int) -> HttpResponse:
    """Leads to where `pk` is read: its conversation, or its article in the library."""
    items = Item.objects.visible_to(request.person) | Item.objects.removed(request.person)
    item = items.select_related("root", "parent").filter(pk=pk).first()
    if item is None or item.state != Item.State.LIVE:
        # What was held back or removed is shown to its author, and to who decides about it.
        for address in fill("item.elsewhere", request.person, pk):
            return HttpResponseRedirect(address)
    if item is None:
        raise Http404
    if item.lane == Item.Lane.STREAM:
        return HttpResponseRedirect(address_of(item))
    articles = Article.objects.visible_to(request.person).select_related("space")
    article = get_object_or_404(articles, pk=item.root_or_self_id)
    anchor = f"#item-{pk}" if item.parent_id else ""
    return HttpResponseRedirect(f"{article.get_absolute_url()}{anchor}")
