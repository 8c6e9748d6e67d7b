"""Taking somebody's handle out of what groups say of themselves."""

from django.db import transaction
from django.db.models import Q

from lorehouse.groups.models import EarlierPurpose, Following, Group
from lorehouse.lib.mentions import without
from lorehouse.people.models import Person

SOMEBODY = "somebody"


@transaction.atomic
def erase_handle(*, person: Person) -> None:
    """Where a purpose or a welcome mentions `person`, write "somebody"; nobody follows them."""
    name = f"@{person.handle}"
    for group in Group.objects.filter(Q(purpose__icontains=name) | Q(welcome__icontains=name)):
        group.purpose = without(group.purpose, person.handle, SOMEBODY)
        group.welcome = without(group.welcome, person.handle, SOMEBODY)
        group.save(update_fields=["purpose", "welcome"])
    for one in EarlierPurpose.objects.filter(purpose__icontains=name):
        one.purpose = without(one.purpose, person.handle, SOMEBODY)
        one.save(update_fields=["purpose"])
    Following.objects.filter(kind=Following.Kind.PERSON, target_id=person.pk).delete()
