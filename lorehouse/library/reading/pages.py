"""The page of a live article, in few questions: named SQL, see lib.rows."""

import json
from dataclasses import dataclass
from typing import Any

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.models import Audience
from lorehouse.items.models import Item
from lorehouse.lib.rows import fetch, made
from lorehouse.library import policy
from lorehouse.library.models import Article, Space
from lorehouse.people.models import Person, Visitor

ARTICLE = """
    SELECT i.id AS pk, i.audience_id, i.author_id, i.title, i.html, i.contents, i.version, i.score,
           i.created_at, i.edited_at, i.reply_count,
           a.space_id, a.parent_id, a.position, a.slug, a.type, a.state AS stage, a.owner_id,
           a.published_at, a.verified_by_id, a.verified_at, a.verified_until AS until_at,
           a.helpful_yes, a.helpful_no, a.worked, a.worked_with_changes, a.failed,
           s.slug AS space_slug, s.name AS space_name, s.audience_id AS space_audience_id,
           u.kind AS audience_kind, u.name AS audience_name, u.open_to_members,
           o.name AS owner_name, o.handle AS owner_handle, o.is_active AS owner_active,
           v.name AS verifier_name, v.handle AS verifier_handle, v.is_active AS verifier_active,
           b.id AS saved_id, h.helpful, h.reason, e.id AS edits_space
    FROM library_space s
    JOIN library_article a ON a.space_id = s.id AND a.slug = %(slug)s
    JOIN items_item i ON i.id = a.item_id
    JOIN groups_audience u ON u.id = i.audience_id
    JOIN people_person o ON o.id = a.owner_id
    LEFT JOIN people_person v ON v.id = a.verified_by_id
    LEFT JOIN items_bookmark b ON b.item_id = i.id AND b.person_id = %(reader)s
    LEFT JOIN library_helpfulness h ON h.article_id = i.id AND h.person_id = %(reader)s
    LEFT JOIN library_space_editors e ON e.space_id = s.id AND e.person_id = %(reader)s
    WHERE s.slug = %(space)s AND i.state = 'live' AND i.audience_id IN %(audiences)s
"""
# Field notes and comments at once: they are few beside what they are about.
BELOW = """
    SELECT i.id AS pk, i.kind, i.parent_id, i.html, i.score, i.merit, i.created_at, i.edited_at,
           p.id AS author_id, p.name, p.handle, p.is_active,
           f.outcome, f.circumstances, f.article_version, v.value AS mine, w.name AS answered
    FROM items_item i
    JOIN people_person p ON p.id = i.author_id
    LEFT JOIN library_fieldnote f ON f.item_id = i.id
    LEFT JOIN items_vote v ON v.item_id = i.id AND v.voter_id = %(reader)s
    LEFT JOIN items_item up ON up.id = i.parent_id AND up.parent_id IS NOT NULL
    LEFT JOIN people_person w ON w.id = up.author_id
    WHERE i.root_id = %(article)s AND i.state = 'live' AND i.kind IN ('comment', 'field_note')
      AND i.audience_id IN %(audiences)s
    ORDER BY i.created_at, i.id LIMIT 400
"""
TAGS = """
    SELECT t.name FROM items_tagging g JOIN items_tag t ON t.id = g.tag_id
    WHERE g.item_id = %(article)s ORDER BY t.name
"""
PROPOSALS = """
    SELECT r.id AS pk, r.author_id, r.state, r.note, p.name AS author_name
    FROM library_proposal r JOIN people_person p ON p.id = r.author_id
    WHERE r.article_id = %(article)s
      AND (r.state = 'in_review'
           OR (r.author_id = %(reader)s AND r.state IN ('draft', 'changes_asked', 'approved')))
    ORDER BY r.submitted_at, r.id
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who wrote something, as a byline shows them."""

    pk: int
    name: str
    handle: str
    is_active: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A field note or a comment. `mine` is the reader's vote; `to` names whom it answers, where
    that is not the article; `outcome` and what follows are a field note's.
    """

    pk: int
    parent_id: int
    html: str
    score: int
    merit: float
    created_at: Any
    edited_at: Any
    author: Voice
    mine: int
    to: str
    outcome: str
    circumstances: str
    article_version: int


@dataclass(frozen=True, kw_only=True)
class Page:
    """An article and what the reader has to do with it."""

    article: Article
    saved: bool
    helpful: bool | None
    reason: str
    edits_space: bool


def page(reader: Person | Visitor, space: str, slug: str) -> Page | None:
    """The live article at this address, if `reader` may see it."""
    values = {
        "space": space,
        "slug": slug,
        "reader": reader.pk or 0,
        "audiences": audience_ids(reader),
    }
    rows = fetch(ARTICLE, values)
    if not rows:
        return None
    row = rows[0]
    return Page(
        article=_article(row),
        saved=row.saved_id is not None,
        helpful=None if row.helpful is None else bool(row.helpful),
        reason=row.reason or "",
        edits_space=row.edits_space is not None,
    )


def _article(row: Any) -> Article:
    """Model instances made of one row, for policy and templates; what was not read is deferred."""
    audience = made(
        Audience,
        pk=row.audience_id,
        kind=row.audience_kind,
        name=row.audience_name,
        open_to_members=bool(row.open_to_members),
    )
    contents = json.loads(row.contents) if isinstance(row.contents, str) else row.contents
    shared = ("audience_id", "author_id", "title", "html", "version", "score")
    timed = ("created_at", "edited_at", "reply_count")
    item = made(
        Item,
        pk=row.pk,
        kind="article",
        lane="library",
        state="live",
        contents=contents,
        **{name: getattr(row, name) for name in (*shared, *timed)},
    )
    space = made(
        Space,
        pk=row.space_id,
        slug=row.space_slug,
        name=row.space_name,
        audience_id=row.space_audience_id,
    )
    own = ("space_id", "parent_id", "position", "slug", "type", "owner_id", "published_at")
    kept = ("verified_by_id", "verified_at", "helpful_yes", "helpful_no", "worked", "failed")
    article = made(
        Article,
        item_id=row.pk,
        state=row.stage,
        verified_until=row.until_at,
        worked_with_changes=row.worked_with_changes,
        **{name: getattr(row, name) for name in (*own, *kept)},
    )
    item.audience, article.item, article.space = audience, item, space
    article.owner = _person(row.owner_id, row.owner_name, row.owner_handle, row.owner_active)
    if row.verified_by_id is not None:
        article.verified_by = _person(
            row.verified_by_id, row.verifier_name, row.verifier_handle, row.verifier_active
        )
    return article


def _person(pk: int, name: str, handle: str, is_active: object) -> Person:
    return made(Person, pk=pk, name=name, handle=handle, is_active=bool(is_active))


def words_below(article: Article, reader: Person | Visitor) -> tuple[list[Word], list[Word]]:
    """The field notes, the most useful first, and the comments, each behind what it answers."""
    if not article.item.reply_count:
        return [], []
    values = {
        "article": article.pk,
        "reader": reader.pk or 0,
        "audiences": audience_ids(reader),
    }
    rows = fetch(BELOW, values)
    notes = [_word(row) for row in rows if row.kind == "field_note"]
    comments = [_word(row) for row in rows if row.kind == "comment"]
    notes.sort(key=lambda one: (one.merit, one.score, one.created_at), reverse=True)
    return notes, _in_order(comments)


def _word(row: Any) -> Word:
    return Word(
        pk=row.pk,
        parent_id=row.parent_id,
        html=row.html,
        score=row.score,
        merit=row.merit,
        created_at=row.created_at,
        edited_at=row.edited_at,
        author=Voice(
            pk=row.author_id, name=row.name, handle=row.handle, is_active=bool(row.is_active)
        ),
        mine=row.mine or 0,
        to=row.answered or "",
        outcome=row.outcome or "",
        circumstances=row.circumstances or "",
        article_version=row.article_version or 0,
    )


def _in_order(comments: list[Word]) -> list[Word]:
    shown = {one.pk for one in comments}
    below: dict[int | None, list[Word]] = {}
    for one in comments:
        below.setdefault(one.parent_id if one.parent_id in shown else None, []).append(one)
    found: list[Word] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting.extend(below.get(one.pk, [])[::-1])
    return found


def tags(article: Article) -> list[str]:
    """The names of its tags, in order."""
    return [row.name for row in fetch(TAGS, {"article": article.pk})]


def rights(shown: Page, reader: Person | Visitor) -> dict[str, Any]:
    """What `reader` may do with a live article, and the proposals that concern them."""
    article = shown.article
    looks_after = policy.looks_after(reader, article, edits_space=shown.edits_space)
    open_ones = fetch(PROPOSALS, {"article": article.pk, "reader": reader.pk}) if reader.pk else []
    return {
        "may_propose": reader.is_member,
        "may_look_after": looks_after,
        "may_change_audience": reader.is_editor or shown.edits_space,
        "own_proposal": next((one for one in open_ones if one.author_id == reader.pk), None),
        "waiting": [one for one in open_ones if looks_after and one.state == "in_review"],
    }
