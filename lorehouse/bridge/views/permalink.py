"""The address of any item, which stays whatever becomes of it."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.access import anyone
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.thread import address_of


@require_safe
@anyone
def permalink(request: PersonRequest, pk: int) -> HttpResponse:
    """Leads to where `pk` is read: its conversation, or its article in the library."""
    items = Item.objects.visible_to(request.person) | Item.objects.removed(request.person)
    item = get_object_or_404(items.select_related("root", "parent"), pk=pk)
    if item.lane == Item.Lane.STREAM:
        return HttpResponseRedirect(address_of(item))
    articles = Article.objects.visible_to(request.person).select_related("space")
    article = get_object_or_404(articles, pk=item.root_or_self_id)
    anchor = f"#item-{pk}" if item.parent_id else ""
    return HttpResponseRedirect(f"{article.get_absolute_url()}{anchor}")
