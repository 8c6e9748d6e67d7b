"""Finding what an address names, as far as the reader may see it."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from lorehouse.items.models import Name
from lorehouse.items.naming import key
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person, Visitor


def space_at(reader: Person | Visitor, slug: str) -> Space:
    """The space at /library/<slug>/. Raises Http404."""
    return get_object_or_404(Space.objects.visible_to(reader).select_related("audience"), slug=slug)


def article_at(reader: Person | Visitor, space: str, slug: str) -> Article:
    """The article at /library/<space>/<slug>/. Raises Http404."""
    articles = Article.objects.visible_to(reader).select_related(
        "item__audience", "item__author", "space", "owner", "verified_by", "parent__item"
    )
    return get_object_or_404(articles, space__slug=space, slug=slug)


def moved_article(reader: Person | Visitor, space: str, slug: str) -> Article:
    """The article that stood at this address before it was moved. Raises Http404."""
    named = Name.objects.filter(key=key(f"{space}/{slug}")).values("item")
    found = Article.objects.visible_to(reader).filter(pk__in=named).select_related("space")
    article = found.order_by("-pk").first()
    if article is None or (article.space.slug, article.slug) == (space, slug):
        raise Http404
    return article


def proposal_at(reader: Person | Visitor, pk: int) -> Proposal:
    """The proposal at /reviews/<pk>/. Raises Http404."""
    proposals = Proposal.objects.visible_to(reader).select_related(
        "author",
        "article__item__audience",
        "article__item__author",
        "article__space",
        "article__owner",
    )
    return get_object_or_404(proposals, pk=pk)
