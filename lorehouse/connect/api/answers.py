"""What the API gives back, as plain dictionaries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import Http404

from lorehouse.bridge.catching_up import Entry, Missed
from lorehouse.bridge.reading import Growth
from lorehouse.groups.models import Group
from lorehouse.groups.words import word_for
from lorehouse.items.models import Item, Revision
from lorehouse.library.models import Article, FieldNote, Proposal, Review, Space
from lorehouse.moderation.models import Rule
from lorehouse.notify.inbox import Line
from lorehouse.people.models import Person
from lorehouse.stream.kinds.links import ShownLink
from lorehouse.stream.kinds.polls import ShownPoll
from lorehouse.stream.models import Idea

Json = dict[str, Any]
ITEM_RELATIONS = (
    "author",
    "audience",
    "audience__group",
    "audience__department",
    "audience__organisation",
    "question",
)
ARTICLE_RELATIONS = (
    "space",
    "owner",
    "verified_by",
    *(f"item__{name}" for name in ITEM_RELATIONS[:-1]),
)


def address(path: str) -> str:
    """A full address of this house."""
    return f"{settings.BASE_URL}{path}"


def when(moment: datetime | None) -> str | None:
    """A time as RFC 3339."""
    return moment.isoformat() if moment else None


def person(somebody: Person) -> Json:
    """Somebody as they appear beside what they wrote."""
    return {"handle": somebody.handle, "name": somebody.name}


def rule(one: Rule) -> Json:
    """A rule of the house."""
    return {
        "slug": one.slug,
        "title": one.title,
        "body": one.body,
        "version": one.version,
        "changed": when(one.changed_at),
        "url": address(one.get_absolute_url()),
    }


def item(one: Item) -> Json:
    """An item; expects ITEM_RELATIONS and taggings to be loaded."""
    question = getattr(one, "question", None)
    return {
        "id": one.pk,
        "kind": one.kind,
        "lane": one.lane,
        "state": one.state,
        "title": one.title,
        "body": one.body,
        "html": one.html,
        "excerpt": one.excerpt,
        "author": person(one.author),
        "audience": word_for(one.audience),
        "tags": sorted(tagging.tag.name for tagging in one.taggings.all()),
        "language": one.language,
        "score": one.score,
        "votes_up": one.votes_up,
        "votes_down": one.votes_down,
        "replies": one.reply_count,
        "reply_to": one.parent_id,
        "root": one.root_or_self_id,
        "accepted_answer": question.accepted_answer_id if question else None,
        "version": one.version,
        "created": when(one.created_at),
        "edited": when(one.edited_at),
        "source_id": one.source_id or None,
        "url": address(one.get_absolute_url()),
    }


def items(many: Iterable[Item]) -> list[Json]:
    """Several items."""
    return [item(one) for one in many]


def revision(one: Revision, latest: Item) -> Json:
    """A version of an item; the newest one's text is the item's."""
    newest = one.number == latest.version
    return {
        "number": one.number,
        "title": latest.title if newest else one.title,
        "body": latest.body if newest else one.body,
        "editor": person(one.editor),
        "at": when(one.at),
        "note": one.note,
    }


def space(one: Space) -> Json:
    """A space."""
    return {
        "id": one.pk,
        "slug": one.slug,
        "name": one.name,
        "purpose": one.purpose,
        "audience": word_for(one.audience),
        "url": address(one.get_absolute_url()),
    }


def article(one: Article) -> Json:
    """An article with its live text; `id` is its item's."""
    return {
        **item(one.item),
        "article_state": one.state,
        "type": one.type,
        "space": one.space.slug,
        "slug": one.slug,
        "parent": one.parent_id,
        "owner": person(one.owner),
        "published": when(one.published_at),
        "verified": when(one.verified_at),
        "verified_by": person(one.verified_by) if one.verified_by else None,
        "verified_until": when(one.verified_until),
        "helpful": {"yes": one.helpful_yes, "no": one.helpful_no},
        "field_notes": {
            "worked": one.worked,
            "changes": one.worked_with_changes,
            "failed": one.failed,
        },
        "url": address(one.get_absolute_url()),
    }


def proposal(one: Proposal) -> Json:
    """A proposed text."""
    return {
        "id": one.pk,
        "article": one.article_id,
        "state": one.state,
        "title": one.title,
        "body": one.body,
        "tags": one.tags,
        "note": one.note,
        "author": person(one.author),
        "base_version": one.base_version,
        "version": one.version,
        "saved": when(one.saved_at),
        "submitted": when(one.submitted_at),
        "url": address(one.get_absolute_url()),
    }


def review(one: Review) -> Json:
    """A reviewer's decision."""
    return {
        "id": one.pk,
        "proposal": one.proposal_id,
        "decision": one.decision,
        "note": one.note,
        "reviewer": person(one.reviewer),
        "at": when(one.at),
    }


def field_note(one: FieldNote) -> Json:
    """A field note."""
    return {
        **item(one.item),
        "article": one.article_id,
        "outcome": one.outcome,
        "circumstances": one.circumstances,
        "article_version": one.article_version,
    }


def group(one: Group, *, people: int | None, is_in: bool) -> Json:
    """A group as one person sees it."""
    return {
        "id": one.pk,
        "slug": one.slug,
        "name": one.name,
        "purpose": one.purpose,
        "entry": one.entry,
        "people": people,
        "is_in": is_in,
        "audience": f"group:{one.slug}",
        "url": address(one.get_absolute_url()),
    }


def me(somebody: Person) -> Json:
    """The caller."""
    return {
        **person(somebody),
        "id": somebody.pk,
        "email": somebody.email,
        "role": somebody.role,
        "standing": somebody.standing,
        "asks_about": somebody.asks_about,
        "learns": somebody.learns,
        "timezone": somebody.timezone,
        "language": somebody.language,
    }


def growth(one: Growth) -> Json:
    """What an article grew from, as far as the caller may know."""
    return {
        "conversations": [
            {
                "id": origin.thread.pk,
                "title": origin.thread.title,
                "url": address(origin.thread.get_absolute_url()),
                "passages": [
                    {
                        "item": passage.source_id,
                        "author": person(passage.source.author),
                        "passage": passage.passage,
                        "paragraph": passage.block or None,
                    }
                    for passage in origin.passages
                ],
            }
            for origin in one.origins
            if origin.thread is not None
        ],
        "hidden": one.hidden,
        "credit": [person(somebody) for somebody in one.credit],
    }


def notice(one: Line) -> Json:
    """Something that is addressed to the caller."""
    return {
        "id": one.pk,
        "reason": one.reason,
        "said": one.said,
        "title": one.subject.title,
        "excerpt": one.subject.excerpt,
        "place": one.subject.place or None,
        "item": one.subject.item_id,
        "read": one.is_read,
        "at": when(one.at),
        "url": address(one.address),
    }


def missed(all_of_it: Missed) -> Json:
    """What the caller has not seen."""
    return {
        "since": when(all_of_it.since),
        "until": when(all_of_it.until),
        "addressed": [_missed(one) for one in all_of_it.addressed],
        "decided": [_missed(one) for one in all_of_it.decided],
        "essential": [_missed(one) for one in all_of_it.essential],
        "is_all": all_of_it.is_all,
    }


def _missed(one: Entry) -> Json:
    return {
        "key": one.key,
        "said": one.said,
        "title": one.title,
        "excerpt": one.excerpt,
        "place": one.place or None,
        "at": when(one.at),
        "url": address(one.address),
    }


def poll(one: ShownPoll | None) -> Json:
    """A poll as the caller sees it; `votes` is null where the counts are not shown yet."""
    if one is None:
        raise Http404
    return {
        "id": one.pk,
        "several": one.several,
        "by_name": one.by_name,
        "results": one.results,
        "closes": when(one.closes_at),
        "closed": one.is_closed,
        "voters": one.voters,
        "options": [
            {
                "id": choice.pk,
                "text": choice.text,
                "mine": choice.is_mine,
                "votes": choice.number,
                "people": [{"handle": by.handle, "name": by.name} for by in choice.voters],
            }
            for choice in one.choices
        ],
    }


def idea(one: Idea) -> Json:
    """Where an idea stands, and the steps that brought it there."""
    return {
        "id": one.pk,
        "stage": one.stage,
        "steps": [
            {
                "stage": step.stage,
                "by": person(step.mover),
                "at": when(step.at),
                "reason": step.reason,
            }
            for step in one.steps.all()
        ],
    }


def link(one: ShownLink) -> Json:
    """A shared link, and what was kept of its page."""
    return {
        "address": one.address,
        "title": one.title,
        "description": one.description,
        "site": one.site,
        "text": "\n\n".join(one.paragraphs),
        "kept": when(one.kept_at),
        "dead_since": when(one.dead_since),
        "trouble": one.trouble,
        "also_shared": [
            {
                "url": address(other.url),
                "author": {"handle": other.author.handle, "name": other.author.name},
            }
            for other in one.others
        ],
    }
