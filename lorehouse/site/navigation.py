"""Where one can go: the rail, the menus and the palette's commands, by who is looking."""

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from django.db import connection
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from jinja2.utils import htmlsafe_json_dumps

from lorehouse.notify.feeds import feed_address
from lorehouse.notify.inbox import unread_count
from lorehouse.people.models import Person, Visitor

GROUPS_SHOWN = 12
YOUR_GROUPS = """
    SELECT g.name, g.slug FROM groups_group g JOIN groups_membership m ON m.group_id = g.id
    WHERE m.person_id = %s ORDER BY g.name LIMIT %s
"""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One place to go, or one thing to do."""

    label: str
    address: str
    icon: str = ""
    detail: str = ""
    count: int = 0

    def is_here(self, path: str) -> bool:
        """Whether the page at `path` is this place or inside it."""
        return path == self.address if self.address == "/" else path.startswith(self.address)


@dataclass(frozen=True, kw_only=True)
class Standing:
    """All that the menus depend on."""

    handle: str
    is_member: bool
    is_editor: bool
    is_moderator: bool
    is_admin: bool
    language: str


def navigation(request: HttpRequest) -> dict[str, Any]:
    """The context of every page: its places, menus, groups and commands, and which of them is here.

    All of it can be compared by value, for `ui.keeping`.
    """
    reader: Person | Visitor = getattr(request, "person", None) or Visitor()
    menus = menus_of(
        Standing(
            handle=reader.handle,
            is_member=reader.is_member,
            is_editor=reader.is_editor,
            is_moderator=reader.is_moderator,
            is_admin=reader.is_admin,
            language=translation.get_language() or "en",
        )
    )
    groups = your_groups(reader)
    places = [*menus["navigation"], *groups]
    here = frozenset(place.address for place in places if place.is_here(request.path))
    return {
        **menus,
        "your_groups": groups,
        "places_here": here,
        "unread": unread_count(reader),
        "feed_of": partial(feed_address, reader),
    }


@lru_cache(maxsize=512)
def menus_of(reader: Standing) -> dict[str, Any]:
    """The menus of everybody who stands where `reader` stands."""
    places, writing, own = rail(reader), write_menu(reader), person_menu(reader)
    commands = [
        {"label": entry.label, "url": entry.address, "kind": entry.icon, "detail": entry.detail}
        for entry in [*places, *writing, *own]
    ]
    return {
        "navigation": tuple(places),
        "write_menu": tuple(writing),
        "person_menu": tuple(own),
        "commands": htmlsafe_json_dumps(commands),
    }


def rail(reader: Standing) -> list[Entry]:
    """The rooms, in the order of the rail."""
    places = [
        Entry(label=_("Home"), address="/", icon="house"),
        Entry(label=_("Stream"), address="/stream/", icon="messages-square"),
        Entry(label=_("Library"), address="/library/", icon="library"),
    ]
    if reader.handle:
        places.insert(1, Entry(label=_("Catch up"), address="/catch-up/", icon="list-checks"))
    if reader.is_member:
        places += [
            Entry(label=_("Groups"), address="/groups/", icon="users-round"),
            Entry(label=_("People"), address="/people/", icon="contact-round"),
        ]
    if reader.is_editor:
        places.append(Entry(label=_("Reviews"), address="/reviews/", icon="clipboard-check"))
    if reader.is_moderator:
        places.append(Entry(label=_("Moderation"), address="/moderation/", icon="shield"))
    return places


def write_menu(reader: Standing) -> list[Entry]:
    """What one may begin to write."""
    if not reader.handle:
        return []
    begin = [
        Entry(
            label=_("Ask a question"),
            address="/stream/new/question/",
            icon="circle-question-mark",
            detail=_("Colleagues answer, the best answer is marked"),
        ),
        Entry(
            label=_("Write a note"),
            address="/stream/new/note/",
            icon="message-square",
            detail=_("A thought, a piece of news"),
        ),
        Entry(
            label=_("Share a link"),
            address="/stream/new/link/",
            icon="link",
            detail=_("A page worth reading, and why"),
        ),
        Entry(
            label=_("Write a blog post"),
            address="/stream/new/blog/",
            icon="feather",
            detail=_("An experience worth telling in full"),
        ),
        Entry(
            label=_("Propose an idea"),
            address="/stream/new/idea/",
            icon="lightbulb",
            detail=_("Debated, tried, decided on"),
        ),
        Entry(
            label=_("Open a poll"),
            address="/stream/new/poll/",
            icon="chart-no-axes-column",
            detail=_("What do people prefer?"),
        ),
    ]
    if reader.is_member:
        begin.append(
            Entry(
                label=_("Draft an article"),
                address="/library/new/",
                icon="book-open",
                detail=_("Reviewed before it is published"),
            )
        )
    return begin


def person_menu(reader: Standing) -> list[Entry]:
    """What belongs to the reader."""
    if not reader.handle:
        return []
    own = [
        Entry(label=_("Your profile"), address=f"/people/{reader.handle}/", icon="user-round"),
        Entry(label=_("Inbox"), address="/inbox/", icon="inbox"),
        Entry(label=pgettext("bookmark", "Saved"), address="/bookmarks/", icon="bookmark"),
        Entry(label=_("Drafts"), address="/drafts/", icon="pencil-line"),
        Entry(label=_("House rules"), address="/rules/", icon="scale"),
        Entry(label=pgettext("what one follows", "Following"), address="/following/", icon="bell"),
        Entry(label=_("Access"), address="/access/", icon="key-round"),
        Entry(label=_("Settings"), address="/settings/", icon="settings"),
    ]
    if reader.is_admin:
        own.append(Entry(label=_("The house"), address="/settings/house/", icon="building-2"))
    if reader.is_editor:
        own.append(Entry(label=_("Imports"), address="/imports/", icon="folder-input"))
    return own


def your_groups(reader: Person | Visitor) -> tuple[Entry, ...]:
    """The groups the reader is in. Read for every page, and so in SQL."""
    if not reader.pk:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(YOUR_GROUPS, [reader.pk, GROUPS_SHOWN])
        found = cursor.fetchall()
    return tuple(Entry(label=name, address=f"/groups/{slug}/") for name, slug in found)
