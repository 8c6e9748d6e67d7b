"""Fills a house for measurements of its feeds: `python -m bench.crowd ITEMS [PEOPLE]`.

The rows go straight into the tables of the house that LOREHOUSE_DATA names; the search index and
the ledger know nothing of them. Two in five items begin a thread, the others are replies.
"""

import os
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

SEED = 20261122
GROUPS, TAGS, YEARS = 300, 2000, 2
BATCH = 5000
KINDS = {"question": 45, "note": 38, "blog": 17}
WORDS = [
    "plan",
    "notice",
    "contract",
    "shift",
    "audit",
    "lesson",
    "review",
    "client",
    "budget",
    "course",
    "wages",
    "leave",
]


class Crowd:
    """The chances and the ids that all rows are drawn from."""

    def __init__(self, items: int, people: int) -> None:
        self.items, self.people = items, people
        self.chance = random.Random(SEED)
        self.end = datetime.now(UTC) - timedelta(minutes=1)
        self.audiences: list[int] = []
        self.weights: list[float] = []
        self.person_ids: list[int] = []
        self.tag_ids: list[int] = []

    def words(self, count: int) -> str:
        """Some words."""
        return " ".join(self.chance.choices(WORDS, k=count))

    def often_first(self, ids: Sequence[int], steepness: float = 1.1) -> int:
        """One of `ids`, the first ones often."""
        return ids[int(self.chance.paretovariate(steepness) - 1) % len(ids)]


def main(items: int, people: int) -> None:
    """Fill the house."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lorehouse.site.settings")
    django.setup()
    from django.db import connection, transaction

    crowd = Crowd(items, people)
    with transaction.atomic():
        move_in(crowd)
        gather(crowd)
    for _ in talk(crowd):
        pass
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def move_in(crowd: Crowd) -> None:
    """People, tags, and the reader's place among them."""
    from lorehouse.connect.importers.load import bulk
    from lorehouse.items.models import Tag
    from lorehouse.people.models import Person

    crowd.person_ids = bulk.reserve(Person, crowd.people)
    bulk.insert(
        Person,
        [
            {
                "id": pk,
                "email": f"person{pk}@crowd.example",
                "name": f"Person {pk}",
                "handle": f"crowd-{place}",
                "joined_at": crowd.end,
            }
            for place, pk in enumerate(crowd.person_ids)
        ],
    )
    Person.objects.filter(email="guest@bench.example").update(standing="guest")
    crowd.tag_ids = bulk.reserve(Tag, TAGS)
    bulk.insert(Tag, [{"id": pk, "name": f"tag-{place}"} for place, pk in enumerate(crowd.tag_ids)])


def gather(crowd: Crowd) -> None:
    """Groups of all sizes; the first person on the list of people reads, and follows much."""
    from lorehouse.connect.importers.load import bulk
    from lorehouse.groups import actions as groups
    from lorehouse.groups.models import Audience, Following, Group, Holding, Membership
    from lorehouse.people.models import Person

    members, public = groups.members().pk, groups.public().pk
    audience_ids, group_ids = bulk.reserve(Audience, GROUPS), bulk.reserve(Group, GROUPS)
    names = [f"Circle {place}" for place in range(GROUPS)]
    bulk.insert(
        Audience,
        [
            {"id": pk, "kind": "group", "name": name, "open_to_members": place % 2 == 0}
            for place, (pk, name) in enumerate(zip(audience_ids, names, strict=True))
        ],
    )
    bulk.insert(
        Group,
        [
            {"id": pk, "slug": f"circle-{place}", "name": names[place], "purpose": "To talk.",
             "audience_id": audience_ids[place], "founded_at": crowd.end}
            for place, pk in enumerate(group_ids)
        ],
    )  # fmt: skip
    reader = Person.objects.get(email="reader@bench.example").pk
    guest = Person.objects.get(email="guest@bench.example").pk
    joined = {(group, reader) for group in range(1, 80, 10)} | {(41, guest)}
    for person in crowd.person_ids:
        joined |= {(crowd.often_first(range(GROUPS), 0.5), person) for _ in range(6)}
    pairs = sorted(joined)
    bulk.insert(
        Membership,
        [{"group_id": group_ids[g], "person_id": p, "said_yes_at": crowd.end} for g, p in pairs],
    )
    bulk.insert(Holding, [{"audience_id": audience_ids[g], "person_id": p} for g, p in pairs])
    followed = [("person", pk) for pk in crowd.person_ids[:200:5]]
    followed += [("tag", pk) for pk in crowd.tag_ids[:60:3]]
    followed += [("group", pk) for pk in group_ids[0:20:4]]
    bulk.insert(
        Following,
        [{"person_id": reader, "kind": k, "target_id": t, "since": crowd.end} for k, t in followed],
    )
    crowd.audiences = [members, public, *audience_ids]
    crowd.weights = list(accumulate([55, 5, *(40 / GROUPS for _ in audience_ids)]))


def talk(crowd: Crowd) -> Iterator[int]:
    """Threads with replies, tags and votes, from the first to the last; yields after each batch."""
    from django.db import transaction

    from lorehouse.connect.importers.load import bulk
    from lorehouse.items.models import Item, Tagging, Vote
    from lorehouse.stream.models import Question

    threads = crowd.items * 2 // 5
    step = timedelta(days=365 * YEARS) / threads
    for start in range(0, threads, BATCH):
        count = min(BATCH, threads - start)
        ids = bulk.reserve(Item, count)
        roots = [
            thread(crowd, pk, crowd.end - step * (threads - start - place))
            for place, pk in enumerate(ids)
        ]
        with transaction.atomic():
            bulk.insert(Item, roots)
            bulk.insert(
                Question, [{"item_id": one["id"]} for one in roots if one["kind"] == "question"]
            )
            bulk.insert(Tagging, [row for root in roots for row in taggings(crowd, root)])
            bulk.insert(Vote, [row for root in roots for row in votes(crowd, root)])
            bulk.insert(Item, replies(crowd, roots, count * 3 // 2))
        yield start + count


def thread(crowd: Crowd, pk: int, begun: datetime) -> dict[str, Any]:
    """A thread's first item."""
    from lorehouse.items.ranking import heat, wilson_lower_bound
    from lorehouse.items.standing import days

    chance = crowd.chance
    kind = chance.choices(list(KINDS), weights=list(KINDS.values()))[0]
    up, down = int(chance.paretovariate(1.3)) - 1, int(chance.random() < 0.1)
    answered = chance.randrange(5)
    active = min(crowd.end, begun + timedelta(hours=answered * chance.expovariate(0.05)))
    text = crowd.words(90)
    return {
        "id": pk,
        "kind": kind,
        "lane": "stream",
        "state": "live",
        "audience_id": chance.choices(crowd.audiences, cum_weights=crowd.weights)[0],
        "author_id": crowd.often_first(crowd.person_ids),
        "title": crowd.words(6),
        "body": text,
        "html": f"<p>{text}</p>",
        "excerpt": text[:280],
        "votes_up": up,
        "votes_down": down,
        "score": up - down,
        "merit": wilson_lower_bound(up, up + down),
        "heat": heat(up - down, answered, days(begun)),
        "reply_count": answered,
        "waits": kind == "question" and chance.random() < 0.4,
        "created_at": begun,
        "active_at": active,
    }


def taggings(crowd: Crowd, root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Two tags of a thread, or one."""
    repeated = ("audience_id", "lane", "kind", "created_at", "active_at", "heat", "merit", "score")
    for tag in {crowd.often_first(crowd.tag_ids, 0.7) for _ in range(2)}:
        yield {"item_id": root["id"], "tag_id": tag} | {name: root[name] for name in repeated}


def votes(crowd: Crowd, root: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Who found it useful, as far as it is more than nobody."""
    for voter in set(crowd.chance.choices(crowd.person_ids, k=min(root["votes_up"], 30))):
        yield {"item_id": root["id"], "voter_id": voter, "value": 1, "at": root["created_at"]}


def replies(crowd: Crowd, roots: Sequence[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Replies to these threads."""
    made = []
    for _ in range(count):
        root = crowd.chance.choice(roots)
        text = crowd.words(40)
        made.append(
            {
                "kind": "answer" if root["kind"] == "question" else "comment",
                "lane": "stream",
                "state": "live",
                "audience_id": root["audience_id"],
                "author_id": crowd.often_first(crowd.person_ids),
                "root_id": root["id"],
                "parent_id": root["id"],
                "body": text,
                "html": f"<p>{text}</p>",
                "created_at": root["active_at"],
                "active_at": root["active_at"],
            }
        )
    return made


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 10_000)
