"""The articles of a space as a tree."""

from dataclasses import dataclass, field
from datetime import datetime

from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person, Visitor


@dataclass(kw_only=True)
class Branch:
    """One article and what stands below it."""

    pk: int
    title: str
    address: str
    type: str
    state: str
    verified_until: datetime | None
    below: list["Branch"] = field(default_factory=list)

    def holds(self, pk: int) -> bool:
        """Whether the article `pk` is this one or stands below it."""
        return self.pk == pk or any(one.holds(pk) for one in self.below)


def tree(space: Space, reader: Person | Visitor, *, drafts: bool = True) -> list[Branch]:
    """The articles of `space` that `reader` may see; archived ones are left out.

    What stands below an article that the reader may not see stands at the top.
    """
    rows = (
        space.articles.visible_to(reader)
        .exclude(state=Article.State.ARCHIVED)
        .order_by("position", "pk")
        .values_list("pk", "parent_id", "item__title", "slug", "type", "state", "verified_until")
    )
    if not drafts:
        rows = rows.filter(state=Article.State.PUBLISHED)
    found: dict[int, Branch] = {}
    above: dict[int, int | None] = {}
    for pk, parent, title, slug, kind, state, until in rows:
        address = f"/library/{space.slug}/{slug}/"
        found[pk] = Branch(
            pk=pk, title=title, address=address, type=kind, state=state, verified_until=until
        )
        above[pk] = parent
    roots: list[Branch] = []
    for pk, branch in found.items():
        higher = found.get(above[pk] or 0)
        (roots if higher is None else higher.below).append(branch)
    return roots


def outline(branches: list[Branch], depth: int = 0) -> list[tuple[int, str]]:
    """(id, indented title) of each article of a tree, for choosing where another stands."""
    lines: list[tuple[int, str]] = []
    for one in branches:
        lines.append((one.pk, "\N{EM SPACE}" * depth + one.title))
        lines.extend(outline(one.below, depth + 1))
    return lines
