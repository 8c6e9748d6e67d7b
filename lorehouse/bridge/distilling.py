"""What the page for distilling a conversation shows."""

from dataclasses import dataclass

from lorehouse.bridge.actions import starting_audience
from lorehouse.groups.models import Audience
from lorehouse.groups.widths import is_within
from lorehouse.items.models import Item
from lorehouse.lib import markdown
from lorehouse.lib.errors import NotAllowed
from lorehouse.library import policy
from lorehouse.library.models import Proposal, Space
from lorehouse.people.models import Person

LONGEST_CONVERSATION = 500  # contributions offered on one page


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One passage that can be chosen: its Markdown, its HTML, and where it went already."""

    value: str  # item id and block key, as the form sends them
    markdown: str
    html: str
    used_in: str  # the title of an article that holds it; empty if none


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """One item of the conversation with its passages."""

    item: Item
    is_accepted: bool
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A space the article may stand in, and whom it would be for."""

    space: Space
    audience: Audience


def contributions(thread: Item, reader: Person) -> list[Contribution]:
    """The conversation in its order, as far as `reader` may read it."""
    items = list(
        Item.objects.visible_to(reader)
        .live()
        .of_thread(thread)
        .select_related("author", "question", "parent")
        .order_by("created_at", "pk")[:LONGEST_CONVERSATION]
    )
    question = next((one for one in items if one.pk == thread.pk), thread)
    accepted = getattr(getattr(question, "question", None), "accepted_answer_id", None)
    used = used_passages(items)
    return [
        Contribution(
            item=item,
            is_accepted=item.pk == accepted,
            choices=tuple(choices(item, used.get(item.pk, {}))),
        )
        for item in in_order(items, accepted)
    ]


def in_order(items: list[Item], accepted: int | None) -> list[Item]:
    """The beginning, then each reply behind what it replies to; the accepted answer first."""
    below: dict[int | None, list[Item]] = {}
    present = {one.pk for one in items}
    for one in items:
        below.setdefault(one.parent_id if one.parent_id in present else None, []).append(one)
    ordered: list[Item] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        item = waiting.pop()
        ordered.append(item)
        replies = sorted(
            below.get(item.pk, []),
            key=lambda one: (one.pk != accepted, one.kind == "comment", -one.score, one.pk),
        )
        waiting.extend(replies[::-1])
    return ordered


def choices(item: Item, used: dict[str, str]) -> list[Choice]:
    """The passages of one contribution."""
    return [
        Choice(
            value=f"{item.pk}:{block.key}",
            markdown=block.markdown,
            html=markdown.render(block.markdown).html,
            used_in=used.get(block.markdown.strip(), ""),
        )
        for block in markdown.blocks(item.body)
    ]


def used_passages(items: list[Item]) -> dict[int, dict[str, str]]:
    """Passages that live articles hold already: {item id: {passage: title of the article}}."""
    found: dict[int, dict[str, str]] = {}
    pks = [one.pk for one in items]
    rows = (
        Item.objects.filter(pk__in=pks, became__article__item__state=Item.State.LIVE)
        .filter(became__article__item__audience_id__in={one.audience_id for one in items})
        .values_list("pk", "became__passage", "became__article__item__title")
    )
    for pk, passage, title in rows:
        found.setdefault(pk, {})[passage.strip()] = title
    return found


def shelves(thread: Item, writer: Person) -> list[Shelf]:
    """The spaces an article made of `thread` may start in, each with its first readers."""
    found = []
    for space in Space.objects.visible_to(writer).select_related("audience"):
        if not policy.may_draft(writer, space):
            continue
        try:
            audience = starting_audience(thread.audience, space.audience)
        except NotAllowed:
            continue
        found.append(Shelf(space=space, audience=audience))
    return found


def open_drafts(thread: Item, writer: Person) -> list[Proposal]:
    """The writer's open proposals that passages of `thread` may be added to."""
    drafts = (
        Proposal.objects.open()
        .filter(author=writer)
        .select_related("article__item__audience", "article__space")
        .order_by("-saved_at")
    )
    return [one for one in drafts if is_within(one.article.item.audience, thread.audience)]
