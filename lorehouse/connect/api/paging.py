"""Pages of lists in answers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from lorehouse.lib.errors import Unfit
from lorehouse.lib.pagination import page

Row = TypeVar("Row", bound=Model)
MOST = 200


def listed(
    rows: QuerySet[Row],
    *,
    order: Sequence[str],
    shape: Callable[[Row], Any],
    cursor: str,
    limit: int,
) -> dict[str, Any]:
    """`{"results": […], "next": cursor or null}`; see lib.pagination. Raises Unfit."""
    if not 1 <= limit <= MOST:
        raise Unfit(f"limit is from 1 to {MOST}.")
    shown = page(rows, order=order, cursor=cursor, size=limit)
    return {"results": [shape(row) for row in shown.rows], "next": shown.next or None}
