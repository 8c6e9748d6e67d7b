"""Importing: begin, read into the store, load from it, report."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import transaction

from lorehouse.connect.importers import facts, policy
from lorehouse.connect.importers.load.loader import Loader
from lorehouse.connect.importers.load.places import Places
from lorehouse.connect.importers.models import Import
from lorehouse.connect.importers.reading import Errand, NotThatSource
from lorehouse.connect.importers.records import SpaceRecord
from lorehouse.connect.importers.sources import SOURCES, Source
from lorehouse.connect.importers.store import Report, Store
from lorehouse.connect.importers.unpacking import unpacked
from lorehouse.ledger import book
from lorehouse.lib.errors import NotAllowed, Refused, Unfit
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person

Clock = Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a run is. `total` is 0 while it is not known."""

    stage: str  # "reading" or "loading"
    done: int
    total: int = 0


Listener = Callable[[Progress], None]


@transaction.atomic
def begin(
    *,
    importer: Person,
    source: str,
    path: Path,
    space: str = "",
    group: str = "",
    audience: str = "",
    now: datetime,
) -> Import:
    """Note that `path` is to be imported; the same source at the same path is the same import.

    Raises NotAllowed, Unfit for a source that nobody has heard of, NotThatSource for a path
    where nothing is.
    """
    if not policy.may_import(importer):
        raise NotAllowed("Only editors and administrators import.")
    if source not in SOURCES:
        raise Unfit(f"“{source}” cannot be imported; {', '.join(SOURCES)} can.")
    _check_path(SOURCES[source], path)
    started, _ = Import.objects.update_or_create(
        key=key_of(source, path),
        defaults={
            "source": source, "path": str(path.resolve()), "started_by": importer,
            "space": space, "group": group, "audience": audience, "state": Import.State.WAITING,
            "started_at": now, "seen_at": now, "ended_at": None, "read": 0, "loaded": 0,
            "total": 0, "error": "", "report": {},
        },
    )  # fmt: skip
    book.record(facts.ImportStarted(import_id=started.pk), by=importer, at=now)
    return started


def key_of(source: str, path: Path) -> str:
    """What names an import among others: its source, and where it lies."""
    place = blake2b(str(path.resolve()).encode("utf-8", "surrogateescape"), digest_size=8)
    return f"{source}:{place.hexdigest()}"


def carry_out(started: Import, *, clock: Clock, tell: Listener = lambda progress: None) -> Report:
    """Read the source and load what is new or changed; return the report.

    May be killed at any moment: the next run goes on where this one stopped. Raises Refused with
    a sentence when the source cannot be read; what was loaded before stays.
    """
    begun = time.monotonic()
    try:
        with Store(store_path(started.key)) as store, _scratch() as scratch:
            _read(started, store, scratch, clock, tell)
            done = _load(started, store, clock, tell)
            report = store.report(done, time.monotonic() - begun)
    except Refused as reason:
        _end(started, Import.State.FAILED, clock(), error=str(reason))
        raise
    _end(started, Import.State.DONE, clock(), report=report)
    return report


def rehearse(
    *, importer: Person, source: str, path: Path, space: str = "", group: str = "",
    audience: str = "", clock: Clock, tell: Listener = lambda progress: None,
) -> Report:  # fmt: skip
    """What `carry_out` would do, without doing it. Raises as `begin` and `carry_out` do."""
    with transaction.atomic():
        plan = begin(
            importer=importer, source=source, path=path, space=space, group=group,
            audience=audience, now=clock(),
        )  # fmt: skip
        transaction.set_rollback(True)
    plan.pk = None
    with _scratch() as scratch:
        copy = scratch / "store.sqlite3"
        if store_path(plan.key).exists():
            with Store(store_path(plan.key)) as kept:
                kept.copy_to(copy)
        with Store(copy) as store:
            _read(plan, store, scratch, clock, tell)
            return store.report(store.waiting_by_kind(), 0.0)


def store_path(key: str) -> Path:
    """Where the store of an import is."""
    return Path(settings.HOUSE.data) / "imports" / f"{key.replace(':', '-')}.sqlite3"


def _check_path(source: Source, path: Path) -> None:
    try:
        if not path.exists():
            raise NotThatSource(f"There is nothing at {path}.")
    except OSError as reason:
        raise NotThatSource(
            f"{path} cannot be read: {(reason.strerror or '').lower()}."
        ) from reason
    if source.is_folder and path.is_file() and path.suffix.lower() != ".zip":
        raise NotThatSource(
            f"{path.name} is a file; {str(source.title).lower()} is a folder or a zip."
        )
    if not source.is_folder and path.is_dir():
        raise NotThatSource(f"{path} is a folder; a {source.name} import reads one file.")


@contextmanager
def _scratch() -> Iterator[Path]:
    """An empty folder beside the stores, gone afterwards."""
    parent = Path(settings.HOUSE.data) / "imports"
    try:
        parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="reading-", dir=parent))
    except OSError as reason:
        raise Unfit(f"The data folder cannot be written: {reason.strerror}.") from reason
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read(started: Import, store: Store, scratch: Path, clock: Clock, tell: Listener) -> None:
    _note(started, state=Import.State.READING, seen_at=clock())
    source = SOURCES[started.source]
    files = Path(settings.HOUSE.data) / "imports" / f"{started.key.replace(':', '-')}.files"
    shutil.rmtree(files, ignore_errors=True)
    errand = Errand(
        path=unpacked(Path(started.path), files), key=started.key, notes=store.notes,
        scratch=scratch, space=started.space, taken_spaces=_taken_spaces(store),
        taken_slugs=lambda space: _taken_slugs(started, space),
    )  # fmt: skip
    store.begin()
    for read in store.fill(source.reader(errand)):
        _note(started, read=read, seen_at=clock())
        tell(Progress(stage="reading", done=read))


def _load(started: Import, store: Store, clock: Clock, tell: Listener) -> dict[str, int]:
    total, unchanged = store.count(0), store.count(1)
    _note(started, state=Import.State.LOADING, total=total, seen_at=clock())
    places = Places(
        importer=started.started_by, space=started.space, group=started.group,
        audience=started.audience, now=clock(),
    )  # fmt: skip
    loader = Loader(
        store, source=started.key, importer=started.started_by, places=places,
        habits=SOURCES[started.source].habits, clock=clock,
    )  # fmt: skip
    for loaded in loader.run():
        _note(started, loaded=loaded, seen_at=clock())
        tell(Progress(stage="loading", done=loaded, total=total))
    shutil.rmtree(
        Path(settings.HOUSE.data) / "imports" / f"{started.key.replace(':', '-')}.files",
        ignore_errors=True,
    )
    gone = store.gone()
    return {
        **loader.done,
        **({"unchanged": unchanged} if unchanged else {}),
        **({"no longer in the source (kept)": gone} if gone else {}),
    }


def _taken_spaces(store: Store) -> frozenset[str]:
    """Spaces that this import did not open, in this run or an earlier one."""
    return frozenset(Space.objects.values_list("slug", flat=True)) - store.ids(SpaceRecord)


def _taken_slugs(started: Import, space: str) -> frozenset[str]:
    others = Article.objects.filter(space__slug=space).exclude(item__source=started.key)
    return frozenset(others.values_list("slug", flat=True))


def _note(started: Import, **fields: object) -> None:
    """Keep how far the run is, for the page; a rehearsal has no row."""
    for name, value in fields.items():
        setattr(started, name, value)
    if started.pk is not None:
        Import.objects.filter(pk=started.pk).update(**fields)


def _end(
    started: Import, state: str, now: datetime, *, report: Report | None = None, error: str = ""
) -> None:
    with transaction.atomic():
        kept = msgspec.to_builtins(report) if report else {}
        _note(started, state=state, ended_at=now, seen_at=now, error=error, report=kept)
        fact = facts.ImportEnded(import_id=started.pk)
        book.record(fact, by=started.started_by, at=now)


__all__ = ["Progress", "begin", "carry_out", "key_of", "rehearse", "store_path"]
