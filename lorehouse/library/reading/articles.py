"""What the page of one article shows."""

from dataclasses import dataclass
from datetime import datetime

from lorehouse.groups.audiences import audience_ids
from lorehouse.lib.rows import by_index, fetch
from lorehouse.library.models import Article
from lorehouse.people.models import Person, Visitor


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """An article near this one in the tree."""

    title: str
    address: str
    relation: str  # above, before, after, below

    @property
    def crumb(self) -> tuple[str, str]:
        """Its title and address, for the trail at the top of a page."""
        return self.title, self.address


# What stands above, beside and below an article, as far as the reader may see it.
# One question for all: `above` walks up the tree, the others are the nearest by position.
# CROSS JOIN keeps SQLite from beginning with all items of an audience.
NEIGHBOURS = """
WITH RECURSIVE above(item_id, parent_id, height) AS (
    SELECT item_id, parent_id, 0 FROM library_article WHERE item_id = %(article)s
    UNION ALL
    SELECT a.item_id, a.parent_id, height + 1
    FROM library_article a JOIN above ON a.item_id = above.parent_id WHERE height < 12
),
near(item_id, relation, place) AS (
    SELECT item_id, 'above', -height FROM above WHERE height > 0
    UNION ALL SELECT * FROM (
        SELECT item_id, 'below', position FROM library_article
        WHERE parent_id = %(article)s ORDER BY position, item_id LIMIT 60) AS below
    UNION ALL SELECT * FROM (
        SELECT a.item_id, 'before', 0 FROM library_article a {by_tree} CROSS JOIN items_item i
        WHERE i.id = a.item_id AND a.space_id = %(space)s AND {same_parent}
          AND (a.position, a.item_id) < (%(position)s, %(article)s)
          AND i.state = 'live' AND {readable}
        ORDER BY a.position DESC, a.item_id DESC LIMIT 1) AS before
    UNION ALL SELECT * FROM (
        SELECT a.item_id, 'after', 0 FROM library_article a {by_tree} CROSS JOIN items_item i
        WHERE i.id = a.item_id AND a.space_id = %(space)s AND {same_parent}
          AND (a.position, a.item_id) > (%(position)s, %(article)s)
          AND i.state = 'live' AND {readable}
        ORDER BY a.position, a.item_id LIMIT 1) AS after
)
SELECT i.title, s.slug AS space, a.slug, near.relation
FROM near
CROSS JOIN library_article a CROSS JOIN items_item i CROSS JOIN library_space s
WHERE a.item_id = near.item_id AND i.id = near.item_id AND s.id = a.space_id
  AND i.state = 'live' AND {readable}
ORDER BY near.relation, near.place, near.item_id
"""


def neighbours(article: Article, reader: Person | Visitor) -> dict[str, list[Neighbour]]:
    """The live articles above (from the top), before, after and below `article`."""
    same_parent = "a.parent_id = %(parent)s" if article.parent_id else "a.parent_id IS NULL"
    question = NEIGHBOURS.format(
        readable="i.audience_id IN %(audiences)s",
        same_parent=same_parent,
        by_tree=by_index("library_tree"),
    )
    values = {
        "article": article.pk,
        "space": article.space_id,
        "parent": article.parent_id,
        "position": article.position,
        "audiences": audience_ids(reader),
    }
    found: dict[str, list[Neighbour]] = {"above": [], "before": [], "after": [], "below": []}
    for row in fetch(question, values):
        address = f"/library/{row.space}/{row.slug}/"
        found[row.relation].append(
            Neighbour(title=row.title, address=address, relation=row.relation)
        )
    return found


def is_due(article: Article, now: datetime) -> bool:
    """Whether the verification of a live article has run out."""
    return article.verified_until is not None and article.verified_until < now
