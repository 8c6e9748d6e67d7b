"""What the crowd makes of things: votes, reactions, "was this helpful?".

The content gives numbers; here they become the opinions of certain people, always the same ones.
They are written in bulk: one action for each of some thousands would take minutes.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from lorehouse.items import facts
from lorehouse.items.models import Item, Reaction, Vote
from lorehouse.items.ranking import wilson_lower_bound
from lorehouse.items.standing import settle
from lorehouse.ledger import book
from lorehouse.ledger.facts import Fact
from lorehouse.library import facts as library
from lorehouse.library.models import Article, Helpfulness
from lorehouse.people.models import Person
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.diary import Diary, draw

MOST_OPINIONS_WITHIN = timedelta(days=9)
COUNTED = """
    UPDATE items_item SET votes_up = %s, votes_down = %s, score = %s, merit = %s WHERE id = %s
"""


class Crowd:
    """Collects opinions while the house fills, and writes them at the end."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self._cast, self._now = cast, diary.now
        self._votes: list[Vote] = []
        self._reactions: list[Reaction] = []
        self._helpfulness: list[Helpfulness] = []

    def judge(self, item: Item, *, up: int, down: int, seed: str) -> None:
        """So many find `item` useful and so many do not, as far as enough people may see it."""
        voters = self._cast.crowd(seed, item.audience_id, without=item.author, by=self._now)
        values = [1] * up + [-1] * down
        for voter, value in zip(voters, values, strict=False):
            at = self._when(item.created_at, voter, seed)
            self._votes.append(Vote(item=item, voter=voter, value=value, at=at))

    def react(self, item: Item, emoji: str, number: int, *, seed: str) -> None:
        """So many put this emoji on `item`."""
        seed = f"{seed} {emoji}"
        people = self._cast.crowd(seed, item.audience_id, without=item.author, by=self._now)
        self._reactions += [
            Reaction(item=item, person=one, emoji=emoji, at=self._when(item.created_at, one, seed))
            for one in people[:number]
        ]

    def rate(self, article: Article, *, yes: int, no: int) -> None:
        """So many say that a published article helped, and so many that it did not."""
        seed = f"helped {article.slug}"
        published = article.published_at or article.item.created_at
        audience, owner = article.item.audience_id, article.owner
        people = self._cast.crowd(seed, audience, without=owner, by=self._now)
        for person, helpful in zip(people, [True] * yes + [False] * no, strict=False):
            days = (self._now - published).days + 1
            later = published + timedelta(days=draw(f"{seed} {person.handle}", days), hours=1)
            self._helpfulness.append(
                Helpfulness(
                    article=article,
                    person=person,
                    helpful=helpful,
                    at=self._when(min(later, self._now), person, seed),
                )
            )

    def speak(self) -> None:
        """Write all of it, with its facts, and bring the counts up to date."""
        Vote.objects.bulk_create(self._votes)
        Reaction.objects.bulk_create(self._reactions)
        Helpfulness.objects.bulk_create(self._helpfulness)
        book.record_all(self._facts())
        with connection.cursor() as cursor:
            cursor.executemany(COUNTED, list(_counts(self._votes)))
        settle(vote.item_id for vote in self._votes)
        _count_helpfulness(Article.objects.filter(pk__in={s.article_id for s in self._helpfulness}))

    def _facts(self) -> Iterator[tuple[Fact, Person, datetime]]:
        for vote in self._votes:
            cast = facts.VoteCast(item_id=vote.item_id, value=vote.value)
            yield cast, vote.voter, vote.at
        for one in self._reactions:
            yield facts.ReactionChanged(item_id=one.item_id, added=True), one.person, one.at
        for said in self._helpfulness:
            given = library.HelpfulnessGiven(article_id=said.article_id, helpful=said.helpful)
            yield given, said.person, said.at

    def _when(self, since: datetime, person: Person, seed: str) -> datetime:
        """Some time in the days after, once the person is here; most soon, never in the future."""
        start = max(since, person.joined_at or since)
        longest = min(MOST_OPINIONS_WITHIN, self._now - start)
        share = (draw(f"when {seed} {person.handle}", 1000) / 1000) ** 2
        return start + longest * share


def _counts(votes: list[Vote]) -> Iterator[tuple[int, int, int, float, int]]:
    """Votes up and down, score, merit and id of each item that was voted on."""
    found: dict[int, Counter[int]] = defaultdict(Counter)
    for vote in votes:
        found[vote.item_id][vote.value] += 1
    for item_id, counted in found.items():
        up, down = counted[1], counted[-1]
        yield up, down, up - down, wilson_lower_bound(up, up + down), item_id


def _count_helpfulness(articles: QuerySet[Article]) -> None:
    for article in articles:
        said = article.helpfulness.values_list("helpful", flat=True)
        article.helpful_yes = sum(said)
        article.helpful_no = len(said) - article.helpful_yes
        article.save(update_fields=["helpful_yes", "helpful_no"])
