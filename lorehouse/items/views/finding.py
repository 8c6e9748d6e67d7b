"""Finding the item that an address names."""

from django.shortcuts import get_object_or_404

from lorehouse.items.models import Item
from lorehouse.people.models import Person, Visitor


def item_for(person: Person | Visitor, pk: int) -> Item:
    """The item, with its audience, if `person` may read it; otherwise 404."""
    return get_object_or_404(Item.objects.visible_to(person).select_related("audience"), pk=pk)
