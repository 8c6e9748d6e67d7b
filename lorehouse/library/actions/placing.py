"""Where an article stands: its space, what it is below, its place, its address, its type."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from lorehouse.items.actions.linking import name
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.lib.slugs import slugify
from lorehouse.library import facts, policy
from lorehouse.library.actions.drafting import TAKEN_BY_PAGES, free_slug
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person


@transaction.atomic
def move(
    *,
    by: Person,
    article: Article,
    space: Space,
    parent: Article | None,
    position: int | None = None,
    slug: str = "",
    type: str = "",
    now: datetime,
) -> Article:
    """Put an article elsewhere in the tree, with all that stands below it.

    `position` counts its neighbours from 0; without one it comes last. Links to where it stood
    still lead to it. Who may read it stays as it was. Raises NotAllowed, Unfit when it would
    stand below itself or the slug is taken.
    """
    article = (
        Article.objects.select_for_update(of=("self",))
        .select_related("item", "space")
        .get(pk=article.pk)
    )
    _may_move(by, article, space)
    _check_tree(article, space, parent)
    if type and type not in Article.Type.values:
        raise Unfit(gettext("There is no such type of article."))
    old = article.space
    article.slug = _new_slug(article, space, slug)
    article.space, article.parent, article.type = space, parent, type or article.type
    article.save(update_fields=["space", "parent", "slug", "type"])
    _line_up(article, position)
    if space.pk != old.pk:
        _take_along(article, space, now)
    _name(article, now)
    book.record(facts.ArticleMoved(article_id=article.pk), by=by, at=now)
    return article


def _may_move(by: Person, article: Article, space: Space) -> None:
    if not policy.may_look_after(by, article):
        raise NotAllowed(gettext("Only the article's owner and editors can do this."))
    if space.pk == article.space_id:
        return
    if not policy.may_edit_space(by, space):
        raise NotAllowed(gettext("You cannot put articles into that space."))
    if article.children.exists() and not policy.may_edit_space(by, article.space):
        raise NotAllowed(
            gettext("Other articles stand below this one; ask an editor to move them.")
        )


def _check_tree(article: Article, space: Space, parent: Article | None) -> None:
    if parent is not None and parent.space_id != space.pk:
        raise Unfit(gettext("An article stands below one of its own space."))
    above = parent
    while above is not None:
        if above.pk == article.pk:
            raise Unfit(gettext("An article cannot stand below itself."))
        above = above.parent


def _new_slug(article: Article, space: Space, wish: str) -> str:
    """The slug asked for; the present one, made free in another space, when none was."""
    slug = slugify(wish, longest=100)
    if not slug:
        same_space = space.pk == article.space_id
        return article.slug if same_space else free_slug(space, article.slug)
    if slug in TAKEN_BY_PAGES:
        raise Unfit(gettext("“%(slug)s” is the address of a page of the house.") % {"slug": slug})
    if space.articles.filter(slug=slug).exclude(pk=article.pk).exists():
        raise Unfit(
            gettext("There is an article at “%(slug)s” in that space already.") % {"slug": slug}
        )
    return slug


def _line_up(article: Article, position: int | None) -> None:
    """Number the articles of one parent from 0, with `article` at `position`."""
    beside = list(
        article.space.articles.filter(parent=article.parent_id)
        .exclude(pk=article.pk)
        .order_by("position", "pk")
        .only("pk", "position")
    )
    place = len(beside) if position is None else max(0, min(position, len(beside)))
    beside.insert(place, article)
    changed = []
    for number, one in enumerate(beside):
        if one.position != number:
            one.position = number
            changed.append(one)
    Article.objects.bulk_update(changed, ["position"], batch_size=500)


def _take_along(article: Article, space: Space, now: datetime) -> None:
    """Bring what stands below `article` into its new space, each with an address there."""
    below = list(article.children.select_related("item"))
    while below:
        one = below.pop()
        one.slug, one.space = free_slug(space, one.slug), space
        one.save(update_fields=["slug", "space"])
        _name(one, now)
        below.extend(one.children.select_related("item"))


def _name(article: Article, now: datetime) -> None:
    """Let `[[space/slug]]` find a text that was live."""
    if article.item.version:
        name(item=article.item, names=[f"{article.space.slug}/{article.slug}"], now=now)
