"""Takes what waits in a store into the house, batch by batch, until nothing waits."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import transaction

from lorehouse.connect.importers.load import bulk, changes, files, items, references
from lorehouse.connect.importers.load.items import Arrival, Loaded, Parent
from lorehouse.connect.importers.load.ledger import tell
from lorehouse.connect.importers.load.people import People, claimed
from lorehouse.connect.importers.load.places import NoSuchPlace, Places
from lorehouse.connect.importers.load.texts import Habits, Prepared, prepare
from lorehouse.connect.importers.records import (
    FileRecord,
    ItemRecord,
    LinkRecord,
    PersonRecord,
    SpaceRecord,
)
from lorehouse.connect.importers.store import Row, Store
from lorehouse.items import naming
from lorehouse.items.facts import ItemEdited, ItemsLinked
from lorehouse.items.models import Item, Link
from lorehouse.ledger import book
from lorehouse.lib.errors import Refused
from lorehouse.people.models import Person

Clock = Callable[[], datetime]


class Loader:
    """One loading of one store. `source` is what `Item.source` says of its items."""

    def __init__(
        self,
        store: Store,
        *,
        source: str,
        importer: Person,
        places: Places,
        habits: Habits,
        clock: Clock,
    ) -> None:
        self._store, self._source, self._importer = store, source, importer
        self._places, self._habits, self._clock = places, habits, clock
        self._people = People(source)
        self._tags = references.Tags()
        self._is_first = False  # nothing of this source was in the house when the run began
        self._own: dict[str, str] = {}  # addresses of our articles, by naming.key
        self.done: Counter[str] = Counter()

    def run(self) -> Iterator[int]:
        """Load everything; yield how many records were dealt with, after each batch."""
        dealt = 0
        self._is_first = not Item.objects.filter(source=self._source).exists()
        self._plan()
        for batch in self._store.waiting():
            self._load(batch)
            dealt += len(batch)
            yield dealt
        self._mend()

    def _plan(self) -> None:
        """Set ids aside for articles, so that texts can link to those that come after them."""
        if not self._habits.references:
            return
        numbers = self._store.unplanned()
        if numbers:
            with transaction.atomic():
                ids = bulk.reserve(Item, len(numbers))
            self._store.plan(zip(numbers, ids, strict=True))
        for space, slug, pk in self._store.shelves():
            place = self._places.shelf(space or "")
            self._own[naming.key(f"{place}/{slug}")] = f"/items/{pk}/"

    def _load(self, batch: list[Row]) -> None:
        record = batch[0].record
        if isinstance(record, ItemRecord):
            self._load_items(batch)
        elif isinstance(record, PersonRecord):
            with transaction.atomic():
                loaded = self._people.load(batch)
            self._finish(loaded, "people")
        elif isinstance(record, SpaceRecord):
            self._load_each(batch, self._space, "spaces")
        elif isinstance(record, FileRecord):
            self._load_each(batch, self._file, "files")
        else:
            self._load_links(batch)

    def _load_each(self, batch: list[Row], load: Callable[[Row], int], name: str) -> None:
        loaded, left_out = [], []
        for row in batch:
            try:
                with transaction.atomic():
                    loaded.append((row.number, load(row), 0))
            except Refused as reason:
                left_out.append((row, str(reason)))
        self._store.leave_out(left_out)
        self._finish(loaded, name)

    def _space(self, row: Row) -> int:
        assert isinstance(row.record, SpaceRecord)  # noqa: S101
        return self._places.space(row.record).pk

    def _file(self, row: Row) -> int:
        assert isinstance(row.record, FileRecord)  # noqa: S101
        files.load(row.record, importer=self._importer, now=self._clock())
        return 0

    # Items

    def _load_items(self, batch: list[Row]) -> None:
        known = self._known(batch)
        new: list[Arrival] = []
        old: list[Arrival] = []
        left_out: list[tuple[Row, str]] = []
        people = self._writers(batch)
        parents = self._parents(batch)
        for row in batch:
            try:
                arrival = self._arrival(row, people, parents)
            except Refused as reason:
                left_out.append((row, str(reason)))
                continue
            (old if arrival.record.id in known else new).append(arrival)
        self._store.leave_out(left_out)
        self._note_last_words(new)
        loaded = self._insert(new, people) if new else []
        loaded += self._update(old, known, people) if old else []
        self._finish(loaded, None)

    def _known(self, batch: list[Row]) -> dict[str, Item]:
        """Items of the batch that are in the house, of this run (before a crash) or another."""
        if self._is_first:
            return {}
        rows = Item.objects.filter(
            source=self._source, source_id__in=[row.record.id for row in batch]
        )
        return {item.source_id: item for item in rows}

    def _writers(self, batch: list[Row]) -> dict[str, int]:
        names: set[str] = set()
        for row in batch:
            record = row.record
            assert isinstance(record, ItemRecord)  # noqa: S101
            names |= {record.author, record.editor, *(v.author for v in record.versions)}
        return claimed(self._store.house_ids(PersonRecord, names))

    def _parents(self, batch: list[Row]) -> dict[str, Parent]:
        """Parents by their record's id: what an item replies to, or the article above it."""
        records = [row.record for row in batch if isinstance(row.record, ItemRecord)]
        names = {
            record.reply_to or (record.shelf.under if record.shelf else "") for record in records
        }
        ids = self._store.house_ids(ItemRecord, names)
        found = items.parents_of(ids.values())
        return {name: found[pk] for name, pk in ids.items() if pk in found}

    def _arrival(self, row: Row, people: dict[str, int], parents: dict[str, Parent]) -> Arrival:
        """Raises Refused when the record cannot be brought in."""
        record = row.record
        assert isinstance(record, ItemRecord)  # noqa: S101
        text = prepare(record, habits=self._habits, reader=self._importer, own=self._own)
        arrival = Arrival(row, record, text, people.get(record.author, self._importer.pk))
        if record.reply_to:
            arrival.parent = _fit_parent(record, parents)
        elif record.shelf is not None:
            arrival.space = self._places.space_of(record)
            above = parents.get(record.shelf.under)
            arrival.under = above.pk if above else None
        if arrival.parent is None:
            arrival.audience_id = self._places.of(record).pk
        return arrival

    def _note_last_words(self, arrivals: list[Arrival]) -> None:
        roots = [a for a in arrivals if a.parent is None and a.space is None]
        words = self._store.last_words([a.record.id for a in roots])
        for arrival in roots:
            arrival.last_word = words[arrival.record.id]

    @transaction.atomic
    def _insert(self, arrivals: list[Arrival], people: dict[str, int]) -> list[Loaded]:
        now = self._clock()
        items.insert(arrivals, source=self._source, now=now)
        items.keep_versions(arrivals, people, now=now)
        references.give_names(arrivals)
        references.note(arrivals, importer=self._importer)
        self._tags.file([(a.pk, _tags(a.record, a.text)) for a in arrivals])
        tell(ids=[arrival.pk for arrival in arrivals], importer=self._importer, now=now)
        for arrival in arrivals:
            self.done[arrival.record.kind] += 1
        return [(a.row.number, a.pk, a.version) for a in arrivals]

    @transaction.atomic
    def _update(
        self, arrivals: list[Arrival], known: dict[str, Item], people: dict[str, int]
    ) -> list[Loaded]:
        now, loaded = self._clock(), []
        for arrival in arrivals:
            record, item = arrival.record, known[arrival.record.id]
            before = item.version
            reason = changes.update(
                item, record, arrival.text, tags=self._tags, now=now,
                editor_id=people.get(record.editor, arrival.author_id),
                loaded_version=arrival.row.house_version,
            )  # fmt: skip
            if reason:
                self._store.notes.lose(reason, record.id)
            elif arrival.row.house_id is not None or item.version != before:
                self.done["updated"] += 1
                book.record(
                    ItemEdited(item_id=item.pk, version=item.version), by=self._importer, at=now
                )
            loaded.append((arrival.row.number, item.pk, item.version))
        return loaded

    # Links between items

    @transaction.atomic
    def _links(self, batch: list[Row]) -> list[Loaded]:
        records = [row.record for row in batch if isinstance(row.record, LinkRecord)]
        ends = {name for record in records for name in (record.source, record.target)}
        ids = self._store.house_ids(ItemRecord, ends)
        now, loaded = self._clock(), []
        for row, record in zip(batch, records, strict=True):
            source, target = ids.get(record.source), ids.get(record.target)
            if source is None or target is None or source == target:
                self._store.notes.lose("links to what was left out", record.id)
                loaded.append((row.number, 0, 0))
                continue
            link, fresh = Link.objects.get_or_create(
                kind=record.kind, source_id=source, target_id=target,
                defaults={"made_by": self._importer, "at": record.at or now},
            )  # fmt: skip
            if fresh:
                fact = ItemsLinked(source_id=source, target_id=target, kind=record.kind)
                book.record(fact, by=self._importer, at=now)
            loaded.append((row.number, link.pk, 0))
        return loaded

    def _load_links(self, batch: list[Row]) -> None:
        self._finish(self._links(batch), "links")

    def _mend(self) -> None:
        if not self._habits.references or not self.done.total():
            return
        now = self._clock()
        with transaction.atomic():
            references.cite(source=self._source, importer=self._importer, now=now)
            changed = references.mend(
                source=self._source, habits=self._habits, importer=self._importer, now=now
            )
            tell(ids=changed, importer=self._importer, now=now)

    def _finish(self, loaded: list[Loaded], name: str | None) -> None:
        self._store.finish(loaded)
        if name:
            self.done[name] += len(loaded)


def _fit_parent(record: ItemRecord, parents: dict[str, Parent]) -> Parent:
    parent = parents.get(record.reply_to)
    if parent is None:
        raise NoSuchPlace(f"It replies to “{record.reply_to}”, which is not in the house.")
    if record.kind == "answer" and parent.kind != "question":
        raise NoSuchPlace(f"It answers “{record.reply_to}”, which is no question.")
    return parent


def _tags(record: ItemRecord, text: Prepared) -> list[str]:
    return [*record.tags, *text.rendered.tags]
