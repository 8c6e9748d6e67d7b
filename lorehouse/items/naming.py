"""What `[[wiki links]]` and `@handles` in a text mean, as far as its writer may know."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from lorehouse.items.models import Item, Name, Wanted
from lorehouse.items.models.items import may_read
from lorehouse.lib.markdown import Rendered
from lorehouse.lib.slugs import slugify
from lorehouse.people.models import Person, Visitor

_TARGET = re.compile(r"\[\[([^\[\]|\\\n#]+)")
MOST_LOOKED_UP = 1000  # handles of one text; more are no mentions, but a list
_HANDLE = re.compile(r"(?<![\w@/.])@(\w[\w.-]*)")


def key(target: str) -> str:
    """How a target is compared: each part between slashes as a slug."""
    parts = (part.strip() for part in target.split("/"))
    return "/".join(slugify(part) or part.lower() for part in parts)[:250]


def addresses(body: str, *, reader: Person | Visitor) -> dict[str, str]:
    """The address of each `[[target]]` in `body` that names something `reader` may read.

    Others stay unresolved, so that nobody learns by linking what they may not read.
    """
    wanted = {target: key(target.strip()) for target in _TARGET.findall(body)}
    if not wanted:
        return {}
    rows = (
        Name.objects.filter(key__in=set(wanted.values()))
        .filter(may_read(reader, "item__"))
        .order_by("-item_id")
        .values_list("key", "item_id")
    )
    found = dict(rows)  # the oldest bearer of a name wins
    return {
        target.strip(): f"/items/{found[name]}/" for target, name in wanted.items() if name in found
    }


def typed_handles(body: str) -> list[str]:
    """The different handles that `body` names, whether anybody answers to them or not."""
    return list(dict.fromkeys(word.lower().rstrip(".-") for word in _HANDLE.findall(body)))


def handles(body: str) -> frozenset[str]:
    """The handles in `body` that somebody answers to; beyond MOST_LOOKED_UP nobody is asked."""
    typed = typed_handles(body)[:MOST_LOOKED_UP]
    if not typed:
        return frozenset()
    return frozenset(
        Person.objects.filter(handle__in=typed, is_active=True).values_list("handle", flat=True)
    )


def give(item: Item, names: Iterable[str]) -> list[int]:
    """Let `[[…]]` find `item` by `names`; return the ids of items that waited for one of them."""
    keys = {key(name) for name in names} - {""}
    Name.objects.bulk_create(
        [Name(key=name, item=item) for name in sorted(keys)], ignore_conflicts=True
    )
    waiting = Wanted.objects.filter(key__in=keys).exclude(item=item)
    return list(waiting.values_list("item_id", flat=True))


def note_wanted(item: Item, rendered: Rendered, found: Mapping[str, str]) -> None:
    """Remember which names `item` links to in vain, to make the links when they appear."""
    item.wanted.all().delete()
    missing = {key(link.target) for link in rendered.wiki_links if link.target not in found}
    Wanted.objects.bulk_create(
        [Wanted(item=item, key=name) for name in sorted(missing - {""})], ignore_conflicts=True
    )


def note_citations(item: Item, found: Mapping[str, str], *, by: Person, now: datetime) -> None:
    """Keep the `cites` links of `item` as its text has them."""
    targets = {int(address.split("/")[2]) for address in found.values()} - {item.pk}
    kept = item.links_out.filter(kind="cites")
    kept.exclude(target__in=targets).delete()
    present = set(kept.values_list("target_id", flat=True))
    for target in sorted(targets - present):
        item.links_out.create(kind="cites", target_id=target, made_by=by, at=now)
