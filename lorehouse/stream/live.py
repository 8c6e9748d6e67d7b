"""What of the stream one can listen to: a conversation, and what is new in the feed."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.template import loader

from lorehouse.items import facts as items
from lorehouse.items.policy import WIDE
from lorehouse.ledger.book import Told
from lorehouse.lib import rows
from lorehouse.people.models import Person, Visitor
from lorehouse.pseudonyms.policy import is_allowed_in
from lorehouse.realtime.subjects import EVERYBODY, News, Reader, can_be_listened_to
from lorehouse.stream import facts
from lorehouse.stream.kinds.ideas import places_of
from lorehouse.stream.thread.frames import Place, Viewer, frame
from lorehouse.stream.thread.reading import beginning, ones
from lorehouse.stream.thread.shapes import Reply
from lorehouse.ui.slots import fill

AUDIENCE = """
    SELECT audience_id FROM items_item
    WHERE id = %(id)s AND lane = 'stream' AND parent_id IS NULL AND state = 'live'
"""
ROOTS = "SELECT id, COALESCE(root_id, id) AS root FROM items_item WHERE id IN %(items)s"
POSTS = """
    SELECT id, audience_id, author_id FROM items_item
    WHERE id IN %(items)s AND lane = 'stream' AND parent_id IS NULL AND state = 'live'
"""
SOMEBODY = -1  # in place of a person's id: signed in, and nobody whose words are shown

APPEARED = (items.ItemPosted, items.ItemWentLive, items.ItemRestored)
ACCEPTANCE = (facts.AnswerAccepted, facts.AcceptanceWithdrawn)


@dataclass(frozen=True)
class Seen:
    """What of a reader the fragments of a conversation depend on."""

    viewer: Viewer
    may_reply: bool
    may_accept: bool


class ThreadTelling:
    """What changed in one conversation.

    Nobody's pseudonyms are known here: whoever listens is their own name alone.
    """

    def __init__(self, key: int, told: Sequence[Told]) -> None:
        kinds: dict[int, set[type]] = defaultdict(set)
        for one in told:
            kinds[about(one)].add(type(one.fact))
        self.kinds = kinds
        audience = ThreadSubject().audience(key)
        self.root = beginning(Visitor(), key, [audience or 0])
        self.changed = ones(self.root, [pk for pk in kinds if pk != key]) if self.root else []
        self.has_pseudonyms = bool(audience) and is_allowed_in(audience or 0)
        self.places = places_of(self.root, [one for one, top in self.changed if not top])

    def seen_by(self, reader: Reader) -> Hashable:
        """Writers see more of what is theirs, moderators of everything."""
        if self.root is None:
            return None
        authors = {self.root.author.pk} | {one.author.pk for one, _ in self.changed}
        pk = reader.pk if reader.pk in authors or reader.pk is None else SOMEBODY
        wide = self.root.audience_kind in WIDE
        is_shadow = self.root.author_standing == Person.Standing.SHADOW
        return Seen(
            viewer=Viewer(pk, reader.is_moderator),
            may_reply=pk is not None and (reader.is_member or not wide),
            may_accept=pk == self.root.author.pk or (is_shadow and reader.is_moderator),
        )

    def words(self, seen: Hashable) -> str:
        """The fragments, each in a <template> that says what becomes of it."""
        if self.root is None or not isinstance(seen, Seen):
            return ""
        context = self.context(seen)
        made: str = loader.get_template("stream/live.html", using="jinja2").render(context)
        return made

    def context(self, seen: Seen) -> dict[str, Any]:
        """What the template needs: the replies by what happened to them."""
        root, kinds = self.root, self.kinds
        assert root is not None  # noqa: S101  (for the types)
        shown = [(one, top) for one, top in self.changed if not one.is_removed]
        begun = [root] if root.pk in kinds else []
        alone: list[Any] = begun + [one for one, _ in shown if not self.is_new(one)]
        base = {
            "own": frozenset({seen.viewer.pk or 0}),
            "voice": "",
            "voices": None if self.has_pseudonyms else (),
            "may_judge": seen.viewer.pk is not None,
            "may_reply": seen.may_reply,
            "may_accept": seen.may_accept and root.kind == "question",
            "more_ways": fill("item.more", seen.viewer, root.audience_id, root.audience_kind),
            "refused": "",
            "refused_at": root.pk,
            "body": "",
        }
        return frame(base, seen.viewer, Place(root.pk, root.url)) | {
            "root": root,
            "new": [(one, top) for one, top in shown if self.is_new(one)],
            "places": self.places,
            "gaps": [(one, top) for one, top in self.changed if one.is_removed],
            "edited": [one for one in alone if items.ItemEdited in kinds[one.pk]],
            "judged": [one for one in alone if items.VoteCast in kinds[one.pk]],
            "reacted": [one for one in alone if items.ReactionChanged in kinds[one.pk]],
            "decided": any(kind in found for kind in ACCEPTANCE for found in kinds.values()),
        }

    def is_new(self, one: Reply) -> bool:
        """Whether it came, or came back."""
        return bool(self.kinds[one.pk].intersection(APPEARED))


class ThreadSubject:
    """A conversation, by the id of the item it begins with."""

    name: ClassVar[str] = "thread"
    facts: ClassVar[frozenset[str]] = frozenset(
        kind.name
        for kind in (
            *APPEARED,
            *ACCEPTANCE,
            items.ItemEdited,
            items.ItemRemoved,
            items.ItemWithdrawn,
            items.AudienceChanged,
            items.VoteCast,
            items.ReactionChanged,
        )
    )

    def audience(self, key: int) -> int | None:
        """That of the item it begins with, as long as that is live."""
        found = rows.fetch(AUDIENCE, {"id": key})
        return found[0].audience_id if found else None

    def news(self, told: Sequence[Told], keys: frozenset[int]) -> list[News]:
        """What concerns the item it begins with, or one below."""
        roots = {
            row.id: row.root for row in rows.fetch(ROOTS, {"items": list({*map(about, told)})})
        }
        found: dict[int, list[Told]] = defaultdict(list)
        for one in told:
            if (root := roots.get(about(one))) in keys:
                found[root].append(one)
        return [News(key=root, told=tuple(concerning)) for root, concerning in found.items()]

    def telling(self, news: News) -> ThreadTelling:
        """Read what changed."""
        return ThreadTelling(news.key, news.told)


class FeedTelling:
    """That there are new conversations; to see them one loads the page again."""

    def __init__(self, posts: Sequence[Any]) -> None:
        self.posts = posts

    def seen_by(self, reader: Reader) -> Hashable:
        """Nobody is told of what they wrote themselves."""
        return reader.pk if reader.pk in {post.author_id for post in self.posts} else None

    def words(self, seen: Hashable) -> str:
        """An empty <template> for each conversation."""
        new = [post.id for post in self.posts if post.author_id != seen]
        return "".join(f'<template data-live="post" data-item="{pk}"></template>' for pk in new)


class FeedSubject:
    """The feed, by the id of the audience it is limited to; 0 is everything one may read."""

    name: ClassVar[str] = "feed"
    facts: ClassVar[frozenset[str]] = frozenset(
        {items.ItemPosted.name, items.ItemWentLive.name, items.ItemRestored.name}
    )

    def audience(self, key: int) -> int | None:
        """Everybody has a feed; that of one audience is for those who hold it."""
        return key or EVERYBODY

    def news(self, told: Sequence[Told], keys: frozenset[int]) -> list[News]:
        """New conversations, each for those who may read it."""
        posts = {row.id: row for row in rows.fetch(POSTS, {"items": list({*map(about, told)})})}
        return [
            News(key=key, told=(one,), audience=posts[about(one)].audience_id)
            for one in told
            if about(one) in posts
            for key in keys & {0, posts[about(one)].audience_id}
        ]

    def telling(self, news: News) -> FeedTelling:
        """Read which they are."""
        return FeedTelling(rows.fetch(POSTS, {"items": [about(one) for one in news.told]}))


def about(told: Told) -> int:
    """The item that a fact is about: of an acceptance it is the answer."""
    fact: Any = told.fact
    return int(fact.answer_id if isinstance(fact, ACCEPTANCE) else fact.item_id)


can_be_listened_to(ThreadSubject())
can_be_listened_to(FeedSubject())
