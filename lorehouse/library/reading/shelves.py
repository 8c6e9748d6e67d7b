"""What the library's home and its spaces show."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person, Visitor

RECENT = 8
DUE_SHOWN = 12


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A space, how many articles the reader finds in it, and when it last grew."""

    space: Space
    articles: int
    due: int
    newest: datetime | None


def shelves(reader: Person | Visitor, *, now: datetime) -> list[Shelf]:
    """The spaces `reader` may see, in their order."""
    counts = {
        row["space"]: row
        for row in Article.objects.visible_to(reader)
        .published()
        .order_by()
        .values("space")
        .annotate(
            articles=Count("pk"),
            due=Count("pk", filter=Q(verified_until__lt=now)),
            newest=Max("item__edited_at"),
        )
    }
    found = []
    for space in Space.objects.visible_to(reader).select_related("audience"):
        row = counts.get(space.pk)
        found.append(
            Shelf(
                space=space,
                articles=row["articles"] if row else 0,
                due=row["due"] if row else 0,
                newest=row["newest"] if row else None,
            )
        )
    return found


def recently_published(reader: Person | Visitor, space: Space | None = None) -> QuerySet[Article]:
    """The newest texts, those of `space` if one is given."""
    rows = Article.objects.visible_to(reader).published().select_related("item", "space", "owner")
    if space is not None:
        rows = rows.filter(space=space)
    return rows.order_by("-item__edited_at", "-pk")[:RECENT]


def due_for(person: Person, *, now: datetime, space: Space | None = None) -> QuerySet[Article]:
    """Articles `person` looks after whose verification has run out, the oldest first."""
    rows = Article.objects.visible_to(person).due(now).select_related("item", "space", "owner")
    if space is not None:
        rows = rows.filter(space=space)
    if not person.is_editor:
        rows = rows.filter(Q(owner=person) | Q(space__editors=person)).distinct()
    return rows.order_by("verified_until")[:DUE_SHOWN]


def unfinished(person: Person) -> QuerySet[Proposal]:
    """What `person` has started and not yet published."""
    return (
        Proposal.objects.open()
        .filter(author=person)
        .select_related("article__item", "article__space")
        .order_by("-saved_at")
    )


def put_away(space: Space, reader: Person | Visitor) -> QuerySet[Article]:
    """Archived articles of a space, for those who may see them."""
    return (
        space.articles.visible_to(reader)
        .filter(state=Article.State.ARCHIVED)
        .select_related("item", "space")
        .order_by("item__title")
    )
