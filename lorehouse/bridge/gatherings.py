"""What a group or a person has brought to both lanes, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lorehouse.bridge.models import Provenance
from lorehouse.groups.models import Group
from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor

SHOWN = 8


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one person has brought. Counts are of what the reader may see, nothing else."""

    questions: int
    answers: int
    accepted: int
    posts: int
    articles: tuple[Article, ...]
    credited: tuple[Article, ...]  # articles that hold passages of theirs
    groups: tuple[Group, ...]


def contribution(person: Person, reader: Person | Visitor) -> Contribution:
    """What `person` has brought, for `reader`."""
    seen = Item.objects.visible_to(reader).live().filter(author=person)
    counts = seen.aggregate(
        questions=Count("pk", filter=Q(kind=Item.Kind.QUESTION)),
        answers=Count("pk", filter=Q(kind=Item.Kind.ANSWER)),
        accepted=Count("pk", filter=Q(accepted_for__isnull=False)),
        posts=Count("pk", filter=Q(kind__in=[Item.Kind.NOTE, Item.Kind.BLOG])),
    )
    return Contribution(
        **counts,
        articles=tuple(_articles(reader).filter(item__author=person)[:SHOWN]),
        credited=tuple(_articles(reader).filter(pk__in=_fed_by(person, reader))[:SHOWN]),
        groups=tuple(Group.objects.visible_to(reader).filter(memberships__person=person)),
    )


def talk_of(person: Person, reader: Person | Visitor) -> list[Item]:
    """The newest threads `person` has begun, for `reader`."""
    rows = Item.objects.visible_to(reader).live().roots()
    rows = rows.filter(author=person, lane=Item.Lane.STREAM).select_related("audience__group")
    return list(rows.order_by("-created_at")[:SHOWN])


def articles_for(group: Group, reader: Person | Visitor) -> list[Article]:
    """The newest live articles whose audience is `group`."""
    return list(_articles(reader).filter(item__audience=group.audience_id)[:SHOWN])


def grown_in(group: Group, reader: Person | Visitor) -> list[Article]:
    """Articles that grew from the group's conversations."""
    sources = Item.objects.visible_to(reader).filter(audience=group.audience_id)
    fed = Provenance.objects.filter(source__in=sources).values("article")
    return list(_articles(reader).filter(pk__in=fed)[:SHOWN])


def _articles(reader: Person | Visitor) -> QuerySet[Article]:
    rows = Article.objects.visible_to(reader).published()
    return rows.select_related("item", "space", "owner").order_by("-published_at", "-pk")


def _fed_by(person: Person, reader: Person | Visitor) -> QuerySet[Any, Any]:
    """Ids of articles with passages of `person` that `reader` may read where they were said."""
    words = Item.objects.visible_to(reader).filter(author=person)
    return Provenance.objects.filter(source__in=words).values("article")
