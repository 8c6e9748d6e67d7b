"""The conversations about an article: those it grew from, those that discuss or cite it."""

from dataclasses import dataclass
from datetime import datetime

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib.rows import fetch
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor
from lorehouse.stream.feed import address

SHOWN = 12

# One row for each conversation, with the nearest way in which it is about the article.
# A reply that cites the article stands for its conversation.
ABOUT = """
SELECT t.id AS pk, t.title, t.excerpt, t.kind, t.reply_count, t.active_at, p.name,
       MIN(about.way) AS way
FROM (
    SELECT target_id AS item_id, 1 AS way FROM items_link
    WHERE source_id = %(article)s AND kind = 'distilled_from'
    UNION ALL
    SELECT source_id, CASE kind WHEN 'discusses' THEN 2 ELSE 3 END FROM items_link
    WHERE target_id = %(article)s AND kind IN ('discusses', 'cites', 'challenges')
) AS about
JOIN items_item said ON said.id = about.item_id AND said.state = 'live'
JOIN items_item t ON t.id = COALESCE(said.root_id, said.id) AND t.state = 'live'
JOIN people_person p ON p.id = t.author_id
WHERE t.lane = 'stream' AND t.audience_id IN %(audiences)s
GROUP BY t.id, t.title, t.excerpt, t.kind, t.reply_count, t.active_at, p.name
ORDER BY t.active_at DESC, t.id DESC
LIMIT %(shown)s
"""
WAYS = {1: "distilled", 2: "discusses", 3: "cites"}


@dataclass(frozen=True, kw_only=True)
class Conversation:
    """A conversation about an article; `way` is distilled, discusses or cites."""

    pk: int
    title: str
    kind: str
    replies: int
    active_at: datetime
    author: str
    way: str

    @property
    def url(self) -> str:
        """Its address."""
        return address(self.pk, self.title)


def about(article: Article, reader: Person | Visitor) -> list[Conversation]:
    """Conversations about `article` that `reader` may read, the latest active first."""
    values = {"article": article.pk, "audiences": audience_ids(reader), "shown": SHOWN}
    return [
        Conversation(
            pk=row.pk,
            title=row.title or row.excerpt,
            kind=row.kind,
            replies=row.reply_count,
            active_at=row.active_at,
            author=row.name,
            way=WAYS[row.way],
        )
        for row in fetch(ABOUT, values)
    ]
