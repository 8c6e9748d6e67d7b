"""What somebody writes about, told from their words alone."""

from django.db.models import QuerySet

from lorehouse.items.models import Item, Tag
from lorehouse.people.models import Person

LATELY = 500  # things somebody wrote last, that tell what they write about
MOST_TAGS = 200


def tags_of_writer(person: Person) -> QuerySet[Tag]:
    """The tags of what `person` wrote or replied to lately; for `person` alone to see."""
    wrote = Item.objects.filter(author=person).order_by("-created_at")
    threads = {root or pk for pk, root in wrote.values_list("pk", "root_id")[:LATELY]}
    return Tag.objects.filter(taggings__item__in=threads).distinct()[:MOST_TAGS]
