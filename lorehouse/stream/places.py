"""What the stream puts into the pages of rooms further in. See `ui.slots`."""

from django.utils import timezone

from lorehouse.groups.models import Group
from lorehouse.people.requests import PersonRequest
from lorehouse.stream.feed import feed
from lorehouse.stream.feed.asking import became, group_of, wish_of
from lorehouse.stream.kinds.marks import marks
from lorehouse.stream.models import Idea
from lorehouse.ui.pages import text
from lorehouse.ui.slots import fills


@fills("tag.conversations")
def under_tag(request: PersonRequest, name: str) -> str:
    """The conversations under a tag in all orders of the stream, the page the address asks for."""
    asked, reader = request.GET, request.person
    group = group_of(asked, reader)
    wish = wish_of(asked, group=group, tag=name)
    found = feed(reader, wish)
    context = {
        "wish": wish,
        "feed": found,
        "became": became(reader, found),
        "marks_of": marks(found.cards, timezone.now()),
        "stages": Idea.Stage.choices,
        "group": group,
        "groups": list(Group.objects.of(reader).values_list("slug", "name")),
        "since": asked.get("since", ""),
        "address": f"/tags/{name}/",
    }
    return text(request, "stream/tag.html", context)
