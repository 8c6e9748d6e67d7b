"""Taking somebody's words out of what the stream says beside items."""

from django.db import transaction

from lorehouse.people.models import Person
from lorehouse.stream.models import Option, Page, Share, Step

ERASED = "[…]"


@transaction.atomic
def erase_words(*, person: Person) -> None:
    """Options of polls and reasons of steps that `person` wrote say nothing any more.

    A link they shared is let go, and the page behind it unless others shared it too. How people
    voted stays.
    """
    Option.objects.filter(poll__item__author=person).update(text=ERASED)
    Step.objects.filter(mover=person).update(reason="")
    shared = Share.objects.filter(item__author=person)
    pages = list(shared.values_list("page", flat=True))
    shared.delete()
    Page.objects.filter(pk__in=pages, shares=None).delete()
