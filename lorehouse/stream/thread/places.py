"""Where in its conversation an item is found."""

from lorehouse.items.models import Item
from lorehouse.stream.feed import address
from lorehouse.stream.thread.paging import SIZE
from lorehouse.stream.thread.reading import COMMENTS


def address_of(item: Item) -> str:
    """The address that shows `item`: its thread, and in it the part where it stands."""
    if item.root is None:
        return address(item.pk, item.title)
    thread = address(item.root.pk, item.root.title)
    part = "" if _is_on_first_page(item) else f"?reply={item.pk}"
    return f"{thread}{part}#item-{item.pk}"


def _is_on_first_page(item: Item) -> bool:
    """Whether the thread is so small that all of it is shown at once."""
    in_thread = Item.objects.filter(root_id=item.root_id)
    if item.parent_id == item.root_id:
        return in_thread.filter(parent_id=item.root_id)[: SIZE + 1].count() <= SIZE
    return in_thread[: COMMENTS + 1].count() <= COMMENTS
