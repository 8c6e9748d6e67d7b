"""What a group or a person has brought to both lanes, as far as the reader may see it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lorehouse.bridge.models import Pin, Provenance
from lorehouse.groups.models import Group
from lorehouse.items.models import Item
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed import Card, Wish, feed

SHOWN = 8
MOST_ARTICLES = 60  # on a group's page of articles


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """What one person has brought. Counts are of what the reader may see, nothing else."""

    questions: int
    answers: int
    accepted: int
    posts: int
    articles: tuple[Article, ...]
    credited: tuple[Article, ...]  # articles that hold passages of theirs
    solved: tuple[Item, ...]  # questions that an answer of theirs solved
    tried: int  # field notes
    groups: tuple[Group, ...]


def contribution(person: Person, reader: Person | Visitor) -> Contribution:
    """What `person` has brought, for `reader`."""
    seen = Item.objects.visible_to(reader).live().filter(author=person)
    counts = seen.aggregate(
        questions=Count("pk", filter=Q(kind=Item.Kind.QUESTION)),
        answers=Count("pk", filter=Q(kind=Item.Kind.ANSWER)),
        accepted=Count("pk", filter=Q(accepted_for__isnull=False)),
        posts=Count("pk", filter=Q(lane="stream", parent=None) & ~Q(kind=Item.Kind.QUESTION)),
        tried=Count("pk", filter=Q(kind=Item.Kind.FIELD_NOTE)),
    )
    return Contribution(
        **counts,
        articles=tuple(_articles(reader).filter(item__author=person)[:SHOWN]),
        solved=tuple(_solved_by(person, reader)),
        credited=tuple(_articles(reader).filter(pk__in=_fed_by(person, reader))[:SHOWN]),
        groups=tuple(Group.objects.visible_to(reader).filter(memberships__person=person)),
    )


def _solved_by(person: Person, reader: Person | Visitor) -> "QuerySet[Item]":
    """Questions with an accepted answer by `person`, both of which `reader` may read."""
    answer = Item.objects.visible_to(reader).live().filter(pk=OuterRef("question__accepted_answer"))
    solved = Item.objects.visible_to(reader).live()
    solved = solved.filter(Exists(answer), question__accepted_answer__author=person)
    return solved.order_by("-question__accepted_at")[:SHOWN]


def talk_of(person: Person, reader: Person | Visitor) -> list[Card]:
    """The threads of `person` that grew last, for `reader`."""
    return feed(reader, Wish(person=person.pk), size=SHOWN).cards


def pins_of(group: Group, reader: Person | Visitor) -> list[Pin]:
    """What the group's stewards keep on top, as far as `reader` may read it."""
    return [one for one in pinned(group, reader) if not one.is_decision]


def pinned(group: Group, reader: Person | Visitor) -> list[Pin]:
    """The same, with what they pinned as decided."""
    readable = Item.objects.visible_to(reader).live().filter(pk=OuterRef("item"))
    pins = group.pins.filter(Exists(readable))
    return list(pins.select_related("item").order_by("-at", "-pk"))


def articles_for(group: Group, reader: Person | Visitor) -> list[Article]:
    """The newest live articles whose audience is `group`."""
    return list(_articles(reader).filter(item__audience=group.audience_id)[:MOST_ARTICLES])


def grown_in(group: Group, reader: Person | Visitor) -> list[Article]:
    """Articles that grew from the group's conversations."""
    source = Item.objects.visible_to(reader).filter(pk=OuterRef("source"))
    fed = Provenance.objects.filter(Exists(source), source__audience=group.audience_id)
    return list(_articles(reader).filter(pk__in=fed.values("article"))[:MOST_ARTICLES])


def _articles(reader: Person | Visitor) -> QuerySet[Article]:
    rows = Article.objects.visible_to(reader).published()
    return rows.select_related("item", "space", "owner").order_by("-published_at", "-pk")


def _fed_by(person: Person, reader: Person | Visitor) -> QuerySet[Any, Any]:
    """Ids of articles with passages of `person` that `reader` may read where they were said."""
    source = Item.objects.visible_to(reader).filter(pk=OuterRef("source"))
    return Provenance.objects.filter(Exists(source), source__author=person).values("article")
