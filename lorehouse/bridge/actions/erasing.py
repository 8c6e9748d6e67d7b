"""Taking somebody's words out of the passages that articles grew from."""

from django.db import transaction
from django.db.models import Q

from lorehouse.bridge.models import AccessRequest, Provenance
from lorehouse.lib.mentions import without
from lorehouse.people.models import Person

SOMEBODY = "somebody"
ERASED = "[…]"


@transaction.atomic
def erase_words(*, person: Person) -> None:
    """Passages of `person` are quoted no more; that there was one stays, as somebody's."""
    Provenance.objects.filter(source__author=person).update(passage=ERASED)


@transaction.atomic
def erase_handle(*, handle: str) -> None:
    """Where a quoted passage or an address asked for names `handle`, write "somebody"."""
    named = Q(passage__icontains=f"@{handle}") | Q(passage__icontains=f"/people/{handle}")
    for one in Provenance.objects.filter(named).iterator():
        one.passage = without(one.passage, handle, SOMEBODY)
        one.save(update_fields=["passage"])
    AccessRequest.objects.filter(address__icontains=f"/people/{handle}").delete()
