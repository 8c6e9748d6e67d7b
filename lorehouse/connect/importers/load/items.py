"""A batch of new items into the house: a few statements for all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from lorehouse.connect.importers.load import bulk
from lorehouse.connect.importers.load.texts import Prepared
from lorehouse.connect.importers.records import ItemRecord, Shelf, Version
from lorehouse.connect.importers.store import Row
from lorehouse.items.models import Item, Revision
from lorehouse.items.ranking import heat, wilson_lower_bound
from lorehouse.items.standing import days, settle
from lorehouse.lib.slugs import unused
from lorehouse.library.models import Article, Space
from lorehouse.stream.models import Question

Loaded = tuple[int, int, int]
LONGEST_SLUG = 120


@dataclass(slots=True)
class Parent:
    """What a reply takes from what it replies to."""

    pk: int
    root_id: int
    audience_id: int
    lane: str
    kind: str


@dataclass(slots=True)
class Arrival:
    """One new item with everything it needs."""

    row: Row
    record: ItemRecord
    text: Prepared
    author_id: int
    audience_id: int = 0
    parent: Parent | None = None
    space: Space | None = None
    under: int | None = None  # the article above it
    slug: str = ""  # an article's, once it is settled
    last_word: float = 0.0  # when its thread last grew, in seconds since 1970
    pk: int = 0  # once it has one

    @property
    def version(self) -> int:
        """The number of its present version."""
        return len(self.record.versions) + 1


def parents_of(ids: Iterable[int]) -> dict[int, Parent]:
    """The items with these ids, as parents."""
    rows = Item.objects.filter(pk__in=set(ids)).values_list(
        "pk", "root_id", "audience_id", "lane", "kind"
    )
    return {
        pk: Parent(pk, root or pk, audience, lane, kind) for pk, root, audience, lane, kind in rows
    }


def insert(arrivals: Sequence[Arrival], *, source: str, now: datetime) -> None:
    """Make the items and what belongs to their kinds; within the caller's transaction."""
    unplanned = [arrival for arrival in arrivals if not arrival.row.planned_id]
    for arrival in arrivals:
        arrival.pk = arrival.row.planned_id or 0
    for arrival, pk in zip(unplanned, bulk.reserve(Item, len(unplanned)), strict=True):
        arrival.pk = pk
    bulk.insert(Item, [_item(arrival, source, now) for arrival in arrivals])
    bulk.insert(
        Question, [{"item_id": one.pk} for one in arrivals if one.record.kind == "question"]
    )
    _settle_slugs(arrivals)
    bulk.insert(Article, [_article(one, one.space, now) for one in arrivals if one.space])
    _count_replies(arrivals, now)
    _accept(arrivals, now)


def _item(arrival: Arrival, source: str, now: datetime) -> dict[str, Any]:
    record, text, parent = arrival.record, arrival.text, arrival.parent
    created = created_at(record, now)
    return {
        "id": arrival.pk,
        "kind": record.kind,
        "lane": parent.lane if parent else "library" if arrival.space else "stream",
        "state": Item.State.DRAFT if record.draft else Item.State.LIVE,
        "audience_id": parent.audience_id if parent else arrival.audience_id,
        "author_id": arrival.author_id,
        "parent_id": parent.pk if parent else None,
        "root_id": parent.root_id if parent else None,
        "title": text.title,
        "body": text.body,
        "html": text.rendered.html,
        "excerpt": text.excerpt,
        "contents": text.contents,
        "language": text.language,
        "version": arrival.version,
        **votes(record),
        "heat": heat(record.up - record.down, 0, days(created)),
        "waits": record.kind == Item.Kind.QUESTION,
        "created_at": created,
        "edited_at": min(record.edited, now) if record.edited else None,
        "active_at": _active_at(created, arrival.last_word, now),
        "source": source,
        "source_id": record.id,
    }


def created_at(record: ItemRecord, now: datetime) -> datetime:
    """When it was written; now where the source does not say, or says a time to come."""
    return min(record.created or now, now)


def _active_at(created: datetime, last_word: float, now: datetime) -> datetime:
    grown = datetime.fromtimestamp(last_word, UTC) if last_word else created
    return min(max(created, grown), now)


def votes(record: ItemRecord) -> dict[str, int | float]:
    """The vote fields of an item that nobody here has voted on yet."""
    return {
        "votes_up": record.up,
        "votes_down": record.down,
        "carried_up": record.up,
        "carried_down": record.down,
        "score": record.up - record.down,
        "merit": wilson_lower_bound(record.up, record.up + record.down),
    }


def _settle_slugs(arrivals: Sequence[Arrival]) -> None:
    """Give each article the slug it wants in its space, or the next that is free."""
    articles = [(one, one.space) for one in arrivals if one.space]
    wanted = {
        one.pk: (one.record.shelf or Shelf(slug=f"page-{one.pk}")).slug for one, _ in articles
    }
    places = {space.pk for _, space in articles}
    rows = Article.objects.filter(
        space__in=places, slug__in=[w[:LONGEST_SLUG] for w in wanted.values()]
    )
    taken = set(rows.values_list("space_id", "slug"))
    for arrival, space in articles:
        arrival.slug = unused(
            wanted[arrival.pk][:LONGEST_SLUG],
            partial(_is_taken, space.pk, taken),
            longest=LONGEST_SLUG,
        )
        taken.add((space.pk, arrival.slug))


def _is_taken(space: int, taken: set[tuple[int, str]], slug: str) -> bool:
    """Whether an article of the space has it; only the slugs first wanted are all in `taken`."""
    if (space, slug) in taken:
        return True
    numbered = slug.rpartition("-")[2].isdigit()
    return numbered and Article.objects.filter(space=space, slug=slug).exists()


def _article(arrival: Arrival, space: Space, now: datetime) -> dict[str, Any]:
    record, shelf = arrival.record, arrival.record.shelf or Shelf(slug=f"page-{arrival.pk}")
    published = record.edited or record.created or now
    return {
        "item_id": arrival.pk,
        "space_id": space.pk,
        "parent_id": arrival.under,
        "position": shelf.position,
        "slug": arrival.slug,
        "type": shelf.type,
        "state": Article.State.DRAFT if record.draft else Article.State.PUBLISHED,
        "owner_id": arrival.author_id,
        "published_at": None if record.draft else min(published, now),
    }


def _count_replies(arrivals: Sequence[Arrival], now: datetime) -> None:
    """Count live replies at their parents, and note when threads of earlier runs grew."""
    counts: Counter[int] = Counter()
    grown: defaultdict[int, datetime] = defaultdict(lambda: datetime.min.replace(tzinfo=UTC))
    for arrival in arrivals:
        if arrival.parent and not arrival.record.draft:
            counts[arrival.parent.pk] += 1
            root = arrival.parent.root_id
            grown[root] = max(grown[root], created_at(arrival.record, now))
    bulk.run(
        "UPDATE items_item SET reply_count = reply_count + %s WHERE id = %s",
        [(count, pk) for pk, count in counts.items()],
    )
    # Threads of this run know already when they last grew; those of earlier runs are seldom many.
    for pk, active_at in list(Item.objects.filter(pk__in=grown).values_list("pk", "active_at")):
        if active_at < grown[pk]:
            Item.objects.filter(pk=pk).update(active_at=grown[pk])
    settle({*counts, *grown})


def _accept(arrivals: Sequence[Arrival], now: datetime) -> None:
    accept(
        [
            (one.parent.pk, one.pk, created_at(one.record, now))
            for one in arrivals
            if one.record.accepted and one.parent and one.record.kind == "answer"
        ]
    )


def accept(found: Iterable[tuple[int, int, datetime]]) -> None:
    """Let questions know their accepted answers: (question, answer, when). The first one counts."""
    accepted = list(found)
    bulk.run(
        "UPDATE stream_question SET accepted_answer_id = %s, accepted_at = %s,"
        " accepted_by_id = (SELECT author_id FROM items_item WHERE id = stream_question.item_id)"
        " WHERE item_id = %s AND accepted_answer_id IS NULL",
        [(answer, at, question) for question, answer, at in accepted],
    )
    bulk.run(
        "UPDATE items_item SET waits = %s WHERE id = %s",
        [(False, question) for question, _, _ in accepted],
    )


def keep_versions(arrivals: Sequence[Arrival], people: Mapping[str, int], *, now: datetime) -> None:
    """Keep the earlier versions of each item, and who made the present one."""
    made = []
    for arrival in arrivals:
        record = arrival.record
        for number, version in enumerate(record.versions, start=1):
            made.append(_revision(arrival, number, version, people))
        if record.versions:
            at = record.edited or created_at(record, now)
            signed = Version(at=min(at, now), author=record.editor, note=record.note)
            made.append(_revision(arrival, arrival.version, signed, people))
    bulk.insert(Revision, made)


def _revision(
    arrival: Arrival, number: int, version: Version, people: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "item_id": arrival.pk,
        "number": number,
        "title": version.title,
        "body": version.body,
        "editor_id": people.get(version.author, arrival.author_id),
        "at": version.at,
        "note": version.note[:250],
    }
