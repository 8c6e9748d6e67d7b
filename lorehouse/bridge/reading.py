"""What a conversation became, and what an article grew from, as far as the reader may know."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lorehouse.bridge.models import Provenance
from lorehouse.groups.audiences import audience_ids
from lorehouse.items.models import Item, Link
from lorehouse.lib import rows
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor

# Most conversations became nothing and are about nothing; every page of the stream asks.
DISTILLED = """
    SELECT DISTINCT target_id FROM items_link
    WHERE kind = 'distilled_from' AND target_id IN %(threads)s
"""
PASSAGES = """
    SELECT v.id AS pk, v.passage, v.block, v.source_id, s.author_id, s.created_at,
           p.name, p.handle, p.is_active, t.id AS thread_id, t.kind, t.title, t.excerpt, t.state,
           CASE WHEN s.state = 'live' AND s.audience_id IN %(audiences)s THEN 1 ELSE 0 END
               AS is_readable,
           CASE WHEN t.state = 'live' AND t.audience_id IN %(audiences)s THEN 1 ELSE 0 END
               AS is_seen
    FROM bridge_provenance v
    JOIN items_item s ON s.id = v.source_id
    JOIN items_item t ON t.id = COALESCE(s.root_id, s.id)
    JOIN people_person p ON p.id = s.author_id
    WHERE v.article_id = %(article)s
    ORDER BY v.position, v.id
"""
DISCUSSING = "SELECT id FROM items_link WHERE kind = 'discusses' AND source_id = %(thread)s LIMIT 1"


@dataclass(kw_only=True)
class Origin:
    """One conversation an article grew from; `thread` is None when the reader may not see it."""

    thread: Item | None
    passages: list[Provenance] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """What an article grew from: its origins, and the people it owes."""

    origins: tuple[Origin, ...]
    credit: tuple[Person, ...]

    @property
    def hidden(self) -> int:
        """How many conversations the reader may not see."""
        return sum(1 for origin in self.origins if origin.thread is None)

    def by_block(self) -> dict[str, list[Provenance]]:
        """The passages the reader may see, by the key of the paragraph they went into."""
        found: dict[str, list[Provenance]] = {}
        for origin in self.origins:
            for one in origin.passages:
                if one.block:
                    found.setdefault(one.block, []).append(one)
        return found


def became(thread: Item | int, reader: Person | Visitor) -> list[Article]:
    """The articles made from this conversation that `reader` may read, newest first."""
    pk = thread.pk if isinstance(thread, Item) else thread
    if not rows.fetch(DISTILLED, {"threads": [pk]}):
        return []
    made = Link.objects.filter(kind=Link.Kind.DISTILLED_FROM, target=pk)
    return list(
        Article.objects.visible_to(reader)
        .filter(item__links_out__in=made)
        .select_related("item", "space", "owner")
        .order_by("-pk")
    )


def became_by_thread(
    thread_ids: Iterable[int], reader: Person | Visitor
) -> dict[int, list[tuple[str, str]]]:
    """Title and address of the articles each conversation became, as far as `reader` sees them."""
    distilled = rows.fetch(DISTILLED, {"threads": list(thread_ids)})
    if not distilled:
        return {}
    ids = [row.target_id for row in distilled]
    articles = (
        Article.objects.visible_to(reader)
        .published()
        .filter(item__links_out__kind=Link.Kind.DISTILLED_FROM, item__links_out__target__in=ids)
        .order_by("-pk")
        .values_list("item__links_out__target", "item__title", "space__slug", "slug")
    )
    found: dict[int, list[tuple[str, str]]] = {}
    for thread, title, space, slug in articles:
        found.setdefault(thread, []).append((title, f"/library/{space}/{slug}/"))
    return found


def discussed_by(thread_id: int, reader: Person | Visitor) -> list[Article]:
    """The articles that a conversation was begun about."""
    if not rows.fetch(DISCUSSING, {"thread": thread_id}):
        return []
    return list(
        Article.objects.visible_to(reader)
        .published()
        .filter(item__links_in__kind=Link.Kind.DISCUSSES, item__links_in__source=thread_id)
        .select_related("item", "space")
    )


def grew_from(article: Article, reader: Person | Visitor) -> Growth:
    """Where an article came from. A conversation the reader may not see is only counted,
    and who took part in it is not named.
    """
    values = {"article": article.pk, "audiences": audience_ids(reader)}
    origins: dict[int, Origin] = {}
    people: dict[int, Person] = {}
    for row in rows.fetch(PASSAGES, values):
        origin = origins.setdefault(row.thread_id, Origin(thread=_thread(row)))
        if row.is_readable:
            passage = _passage(row)
            origin.passages.append(passage)
            people[row.author_id] = passage.source.author
    in_order = tuple(origins[pk] for pk in sorted(origins))
    return Growth(origins=in_order, credit=_in_order(people.values()))


def _thread(row: Any) -> Item | None:
    """The conversation a passage is from; None when the reader may not see it."""
    if not row.is_seen:
        return None
    fields = {name: getattr(row, name) for name in ("kind", "title", "excerpt", "state")}
    return rows.made(Item, pk=row.thread_id, **fields)


def _passage(row: Any) -> Provenance:
    author = rows.made(
        Person, pk=row.author_id, name=row.name, handle=row.handle, is_active=bool(row.is_active)
    )
    source = rows.made(Item, pk=row.source_id, author_id=row.author_id, created_at=row.created_at)
    source.author = author
    passage = rows.made(
        Provenance, pk=row.pk, passage=row.passage, block=row.block, source_id=row.source_id
    )
    passage.source = source
    return passage


def _in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """By name: credit has no rank."""
    return tuple(sorted(people, key=lambda person: person.name.casefold()))
