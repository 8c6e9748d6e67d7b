"""Named SQL for the few reads that every page waits for; everything else is the ORM's."""

from collections import namedtuple
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

Made = TypeVar("Made", bound=Model)


def fetch(question: str, values: Mapping[str, Any]) -> list[Any]:
    """The rows that `question` finds, as named tuples.

    Values are named in it as `%(name)s`. A set, list or tuple becomes `(1, 2, 3)`, for `IN`; an
    empty one becomes `(NULL)`, which nothing is in. Columns whose name ends in `_at` are times.
    """
    question, values = _spread(question, values)
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        columns = tuple(column[0] for column in cursor.description)
        row, times = _shape(columns)
        found = cursor.fetchall()
    if connection.vendor != "sqlite" or not times:
        return [row._make(values) for values in found]
    return [row._make(_with_times(values, times)) for values in found]


def change(question: str, values: Mapping[str, Any]) -> int:
    """Change rows, values named as in `fetch`; return how many it were."""
    question, values = _spread(question, values)
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return int(cursor.rowcount)


def made(model: type[Made], **fields: Any) -> Made:
    """An instance as the ORM makes it of some columns; reading another one asks the database."""
    if "pk" in fields:
        fields[model._meta.pk.attname] = fields.pop("pk")
    names = [one.attname for one in model._meta.concrete_fields if one.attname in fields]
    return model.from_db(None, names, [fields[name] for name in names])


def by_index(name: str) -> str:
    """Words behind a table's name that make SQLite use this index; PostgreSQL chooses by itself.

    SQLite takes `parent_id IS NULL` for a rare thing, and would sort all threads for each page.
    """
    return f"INDEXED BY {name}" if connection.vendor == "sqlite" else ""


def moment(value: datetime) -> Any:
    """A time as a value of a question, the way the database keeps it."""
    return connection.ops.adapt_datetimefield_value(value)


def _spread(question: str, values: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    spread: dict[str, Any] = {}
    for name, value in values.items():
        if not isinstance(value, frozenset | set | list | tuple):
            spread[name] = value
            continue
        names = [f"{name}_{place}" for place in range(len(value))]
        listed = ", ".join(f"%({one})s" for one in names) or "NULL"
        question = question.replace(f"%({name})s", f"({listed})")
        spread.update(zip(names, sorted(value), strict=True))
    return question, spread


@lru_cache(maxsize=64)
def _shape(columns: tuple[str, ...]) -> tuple[Any, tuple[int, ...]]:
    times = tuple(place for place, name in enumerate(columns) if name.endswith("_at"))
    return namedtuple("Row", columns), times


def _with_times(values: tuple[Any, ...], times: tuple[int, ...]) -> list[Any]:
    """SQLite keeps times as text in UTC; those of columns come as times without their zone."""
    changed = list(values)
    for place in times:
        value = changed[place]
        if value is not None:
            time = datetime.fromisoformat(value) if isinstance(value, str) else value
            changed[place] = time.replace(tzinfo=UTC)
    return changed
