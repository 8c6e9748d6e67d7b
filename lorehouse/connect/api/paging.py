"""Pages of lists in answers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

from lorehouse.lib.errors import Unfit
from lorehouse.lib.pagination import page_of_parts

Row = TypeVar("Row", bound=Model)
MOST = 200


def listed(
    *parts: QuerySet[Row],
    order: Sequence[str],
    shape: Callable[[Row], Any],
    cursor: str,
    limit: int,
) -> dict[str, Any]:
    """`{"results": […], "next": cursor or null}` of a list, or of one in several parts.

    See lib.pagination. Raises Unfit.
    """
    if not 1 <= limit <= MOST:
        raise Unfit(f"limit is from 1 to {MOST}.")
    shown = page_of_parts(parts, order=order, cursor=cursor, size=limit)
    return {"results": [shape(row) for row in shown.rows], "next": shown.next or None}
