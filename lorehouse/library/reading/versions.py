"""The versions an article's live text went through."""

from dataclasses import dataclass
from datetime import datetime

from lorehouse.library.models import Article, Proposal
from lorehouse.people.models import Person, Visitor


@dataclass(frozen=True, kw_only=True)
class Version:
    """One live text: who wrote it, when it went live, what they said of it, who approved it."""

    number: int
    title: str
    body: str
    editor: Person
    at: datetime
    note: str
    is_live: bool


def versions(article: Article, reader: Person | Visitor) -> list[Version]:
    """The versions that were meant for `reader`, the newest first.

    There is none of an article that was never live.
    """
    item = article.item
    meant = item.revisions.meant_for(reader).filter(number__gt=0)
    kept = {one.number: one for one in meant.select_related("editor")}
    rows = [
        Version(
            number=one.number,
            title=item.title if one.number == item.version else one.title,
            body=item.body if one.number == item.version else one.body,
            editor=one.editor,
            at=one.at,
            note=one.note,
            is_live=one.number == item.version,
        )
        for one in kept.values()
    ]
    if item.version and item.version not in kept:  # as it was imported, never edited since
        rows.append(
            Version(
                number=item.version,
                title=item.title,
                body=item.body,
                editor=item.author,
                at=item.edited_at or item.created_at,
                note="",
                is_live=True,
            )
        )
    return sorted(rows, key=lambda one: -one.number)


def decided(article: Article) -> list[Proposal]:
    """Proposals that went live, the newest first, with their reviews."""
    return list(
        article.proposals.filter(state=Proposal.State.PUBLISHED)
        .select_related("author")
        .prefetch_related("reviews__reviewer")
        .order_by("-decided_at")
    )
