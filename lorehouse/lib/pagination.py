"""Pages of a list that stay right while the list grows: by key, not by number."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

import orjson
from django.db.models import Model, Q, QuerySet

from lorehouse.lib.errors import Unfit

_Row = TypeVar("_Row", bound=Model)
_Value = str | int | float | datetime | None


class BadCursor(Unfit):
    """A cursor was given that this house did not hand out."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after one row: the values that the list is ordered by, of that row."""

    values: tuple[_Value, ...]

    def encode(self) -> str:
        """The cursor as a word for an address; what is in it is nobody's business."""
        marked = [
            {"t": value.isoformat()} if isinstance(value, datetime) else value
            for value in self.values
        ]
        return base64.urlsafe_b64encode(orjson.dumps(marked)).decode().rstrip("=")

    @classmethod
    def decode(cls, word: str, *, length: int) -> "Cursor":
        """The cursor that `encode` made `word` of, for a list ordered by `length` values.

        Raises BadCursor.
        """
        try:
            raw = orjson.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
            values = tuple(_plain(value) for value in raw)
        except (ValueError, TypeError, KeyError, binascii.Error) as reason:
            raise BadCursor(
                "This cursor is not one of ours; start from the first page."
            ) from reason
        if len(values) != length:
            raise BadCursor("This cursor belongs to another list; start from the first page.")
        return cls(values)


@dataclass(frozen=True, slots=True)
class Page(Generic[_Row]):
    """Some rows of a list, and the cursor of the rows after them, empty at the end."""

    rows: list[_Row]
    next: str


def page(
    rows: QuerySet[_Row], *, order: Sequence[str], cursor: str = "", size: int = 30
) -> Page[_Row]:
    """At most `size` of `rows`, ordered by `order`, after the place that `cursor` names.

    `order` names fields that are never null, `-` before those that descend; the last one is
    unique (the primary key), so that no row is shown twice or left out. Raises BadCursor.
    """
    listed = rows.order_by(*order)
    if cursor:
        listed = listed.filter(after(order, Cursor.decode(cursor, length=len(order))))
    found = list(listed[: size + 1])
    more = len(found) > size
    shown = found[:size]
    return Page(shown, place_of(shown[-1], order).encode() if more else "")


def page_of_parts(
    parts: Sequence[QuerySet[_Row]], *, order: Sequence[str], cursor: str = "", size: int = 30
) -> Page[_Row]:
    """As `page`, of a list in parts without a row in common, each of which has an index."""
    pages = [page(part, order=order, cursor=cursor, size=size) for part in parts]
    found = [row for one in pages for row in one.rows]
    for name in reversed(order):
        field = name.lstrip("-")
        found.sort(key=lambda row, field=field: _attribute(row, field), reverse=name[0] == "-")  # type: ignore[misc]
    more = len(found) > size or any(one.next for one in pages)
    shown = found[:size]
    return Page(shown, place_of(shown[-1], order).encode() if more else "")


def place_of(row: Model, order: Sequence[str]) -> Cursor:
    """The cursor of the place after `row`."""
    return Cursor(tuple(_attribute(row, name.lstrip("-")) for name in order))


def after(order: Sequence[str], cursor: Cursor) -> Q:
    """The condition for rows that come after `cursor` in `order`."""
    condition = Q()
    same = Q()
    for name, value in zip(order, cursor.values, strict=True):
        field = name.lstrip("-")
        direction = "lt" if name.startswith("-") else "gt"
        condition |= same & Q(**{f"{field}__{direction}": value})
        same &= Q(**{field: value})
    return condition


def _attribute(row: Model, name: str) -> Any:
    value: Any = row
    for part in name.split("__"):
        value = getattr(value, part)
    return value


def _plain(value: Any) -> _Value:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["t"])
    if value is None or isinstance(value, str | int | float):
        return value
    raise TypeError(value)
