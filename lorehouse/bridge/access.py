"""What an address of the house points at, when it is something one can ask to see."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve

from lorehouse.groups.models import Group
from lorehouse.items.models import AttachmentUse, Item
from lorehouse.library.models import Space
from lorehouse.people.models import Person

LONGEST = 300
Target = dict[str, Any]


def plain(address: str) -> str:
    """The path of an address, as the house resolves it."""
    return unquote(urlsplit(address.strip()).path)


def target_of(path: str, asker: Person) -> Target:
    """What stands at `path` and `asker` may not see: an `item`, a `group` or a `space`.

    Empty when there is nothing, and when they see it already.
    """
    try:
        found = resolve(path)
    except Resolver404:
        return {}
    return _of_item(path, found.kwargs, asker) or _of_place(found.namespace, found.kwargs, asker)


def _of_item(path: str, named: dict[str, Any], asker: Person) -> Target:
    """The conversation or article that the address belongs to."""
    items = Item.objects.live()
    if "space" in named and "slug" in named:
        wanted = items.filter(article__space__slug=named["space"], article__slug=named["slug"])
    elif path.startswith(("/items/", "/stream/", "/articles/")) and "pk" in named:
        wanted = items.filter(pk=named["pk"])
    elif path.startswith("/attachments/") and "key" in named:
        uses = AttachmentUse.objects.filter(attachment=named["key"])
        wanted = items.filter(pk__in=uses.values("item")[:1])
    else:
        return {}
    item = wanted.exclude(pk__in=Item.objects.visible_to(asker)).select_related("root").first()
    return {"item": item.root or item} if item else {}


def _of_place(namespace: str, named: dict[str, Any], asker: Person) -> Target:
    """The group or the space that the address belongs to."""
    if namespace in {"groups", "bridge"} and "slug" in named:
        seen = Group.objects.visible_to(asker).values("pk")
        group = Group.objects.filter(slug=named["slug"]).exclude(pk__in=seen).first()
        return {"group": group} if group else {}
    if namespace == "library" and "space" in named:
        shelves = Space.objects.visible_to(asker).values("pk")
        space = Space.objects.filter(slug=named["space"]).exclude(pk__in=shelves).first()
        return {"space": space} if space else {}
    return {}
