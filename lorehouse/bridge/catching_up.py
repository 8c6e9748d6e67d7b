"""What somebody has missed, in an order that ends: addressed to them, decided in their themes, and
found essential by their peers.

What is essential is arithmetic of votes (`items.ranking`); who wrote it, and from which position,
does not enter. Nothing is shown again once it was seen, here or where it stands.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from lorehouse.groups.audiences import audience_ids
from lorehouse.groups.following import followed_by
from lorehouse.groups.models import Group
from lorehouse.items.models import Item, Reading, Tagging
from lorehouse.items.topics import tags_of_writer
from lorehouse.lib import rows
from lorehouse.lib.openings import in_two
from lorehouse.library.models import Article
from lorehouse.notify import actions as notify
from lorehouse.notify import inbox
from lorehouse.notify.models import Notice, Seen
from lorehouse.notify.subjects import Ref
from lorehouse.people.models import Person
from lorehouse.pseudonyms.voices import own_ids
from lorehouse.stream.models import Idea, Question, Step
from lorehouse.stream.models.ideas import DECIDED
from lorehouse.ui import signs

FIRST_LOOK = timedelta(days=14)  # how far somebody looks back who never caught up
LONGEST_LOOK = timedelta(days=90)
ESSENTIAL = 7  # so few that a page of them ends
MOST_DECIDED = 40
MOST_ADDRESSED = 100
MOST_BEGUN = 2000
# One range of an index for each lane, however much was said before.
BEGUN = """
SELECT id FROM items_item {index}
WHERE parent_id IS NULL AND state = 'live' AND lane IN ('stream', 'library')
  AND created_at > %(since)s AND created_at <= %(until)s
  AND audience_id IN %(audiences)s AND {also}
ORDER BY merit DESC, score DESC, id DESC LIMIT %(most)s
"""
MOST_ARTICLES = 2000  # of all that were published since then, the latest


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that somebody may have missed. `ref` is what it is seen as."""

    ref: Ref
    title: str
    address: str
    said: str
    icon: str
    at: datetime
    excerpt: str = ""
    place: str = ""

    @property
    def key(self) -> str:
        """The ref as one word."""
        return f"{self.ref[0]}:{self.ref[1]}"


@dataclass(frozen=True, kw_only=True)
class Themes:
    """What a person has to do with: audiences of groups, tags, and people they follow, as ids."""

    audiences: frozenset[int]
    tags: frozenset[int]
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Missed:
    """All that `person` has not seen since `since`. `is_all`: no more waits behind it."""

    since: datetime
    until: datetime
    addressed: Sequence[Entry]
    decided: Sequence[Entry]
    essential: Sequence[Entry]
    is_all: bool

    @property
    def count(self) -> int:
        """How many things there are."""
        return len(self.addressed) + len(self.decided) + len(self.essential)

    @property
    def keys(self) -> list[str]:
        """What has been seen when all of it was."""
        return [one.key for one in (*self.addressed, *self.decided, *self.essential)]


def missed(person: Person, *, now: datetime) -> Missed:
    """What `person` has not seen since they last came to the end of their catch-up page."""
    preferences = notify.preferences_of(person, now=now)
    since = preferences.caught_up_at or now - FIRST_LOOK
    since = max(since, now - LONGEST_LOOK)
    waiting = _unseen(person, addressed(person))
    settled = _unseen(person, decided(person, since=since, until=now))
    known = {one.address for one in (*waiting, *settled)}
    liked = _unseen(person, essential(person, since=since, until=now))
    return Missed(
        since=since,
        until=now,
        addressed=waiting,
        decided=settled,
        essential=[one for one in liked if one.address not in known],
        is_all=len(waiting) < MOST_ADDRESSED and len(settled) < MOST_DECIDED,
    )


def addressed(person: Person) -> list[Entry]:
    """What was addressed to `person` and is not read, the oldest last."""
    seen = Seen.objects.filter(person=person, subject_kind="notice").values("subject_id")
    notices = Notice.objects.visible_to(person).exclude(pk__in=seen)
    return [
        Entry(
            ref=("notice", line.pk),
            title=line.subject.title or line.said,
            address=line.address,
            said=line.said,
            icon=line.icon,
            at=line.at,
            excerpt=line.subject.excerpt,
            place=line.subject.place,
        )
        for line in inbox.waiting(person, notices, most=MOST_ADDRESSED)
    ]


def decided(person: Person, *, since: datetime, until: datetime) -> list[Entry]:
    """Accepted answers, published articles and ideas that were adopted or declined, in the
    person's themes, the latest first.
    """
    themes = themes_of(person)
    found = [
        *_accepted(person, themes, since, until),
        *_published(person, themes, since, until),
        *_concluded(person, themes, since, until),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST_DECIDED]


def essential(person: Person, *, since: datetime, until: datetime) -> list[Entry]:
    """What was begun since then and its readers found most useful: by merit, then by score."""
    ids = _begun(audience_ids(person), since, until, "merit > 0")
    begun = Item.objects.visible_to(person).live().filter(pk__in=ids)
    begun = begun.exclude(author=person).filter(~Exists(_read(person, "pk", "created_at")))
    ranked = begun.order_by("-merit", "-score", "-pk")[:ESSENTIAL]
    return [_entry(item, _("Found useful by peers")) for item in _shown(ranked)]


def new_in_group(
    person: Person, group: Group, *, since: datetime, until: datetime, most: int
) -> tuple[list[Entry], int]:
    """The first `most` conversations begun in a group since then, and how many there are in all."""
    ids = _begun(frozenset({group.audience_id}), since, until, "lane = 'stream'")
    begun = Item.objects.visible_to(person).live().filter(pk__in=ids)
    begun = begun.exclude(author=person).filter(~Exists(_read(person, "pk", "created_at")))
    first = _shown(begun.order_by("-merit", "-created_at", "-pk")[:most])
    return [_entry(item, item.author.name) for item in first], begun.count()


def _begun(
    audiences: frozenset[int], since: datetime, until: datetime, condition: str
) -> list[int]:
    """Ids of what was begun in between for these audiences, the best first; without its text."""
    question = BEGUN.replace("{index}", rows.by_index("items_new")).replace("{also}", condition)
    values = {"since": rows.moment(since), "until": rows.moment(until), "audiences": audiences}
    return [row.id for row in rows.fetch(question, {**values, "most": MOST_BEGUN})]


def themes_of(person: Person) -> Themes:
    """The groups `person` is in, the tags of what they wrote or replied to, all they follow."""
    followed = followed_by(person)
    groups = Group.objects.of(person).values_list("audience_id", flat=True)
    chosen = Group.objects.visible_to(person).filter(pk__in=followed.groups)
    return Themes(
        audiences=frozenset(groups) | frozenset(chosen.values_list("audience_id", flat=True)),
        tags=frozenset(tags_of_writer(person).values_list("pk", flat=True)) | followed.tags,
        people=followed.people,
    )


def within(themes: Themes, prefix: str = "") -> Q:
    """The condition that an item (behind `prefix`, such as "item__") is about these themes."""
    tagged = Tagging.objects.filter(tag_id__in=themes.tags).values("item_id")
    return (
        Q(**{f"{prefix}audience_id__in": themes.audiences})
        | Q(**{f"{prefix}pk__in": tagged})
        | Q(**{f"{prefix}author_id__in": themes.people})
    )


def _accepted(person: Person, themes: Themes, since: datetime, until: datetime) -> Iterable[Entry]:
    solved = (
        Question.objects.visible_to(person)
        .filter(within(themes, "item__"), accepted_at__gt=since, accepted_at__lte=until)
        .filter(accepted_answer__state=Item.State.LIVE)
        .exclude(accepted_by=person)
        .exclude(accepted_answer__author=person)
        .filter(~Exists(_read(person, "item_id", "accepted_at")))
        .select_related("item__audience", "accepted_answer")
    )
    for question in solved.order_by("-accepted_at")[:MOST_DECIDED]:
        answer = question.accepted_answer
        if answer is None or question.accepted_at is None:
            continue
        entry = _entry(question.item, _("An answer was accepted"))
        yield replace(
            entry,
            ref=("accepted", answer.pk),
            address=answer.get_absolute_url(),
            icon="circle-check",
            at=question.accepted_at,
            excerpt=answer.excerpt,
        )


def _published(person: Person, themes: Themes, since: datetime, until: datetime) -> Iterable[Entry]:
    """Articles in the themes, and decisions of the house wherever they are."""
    # Found by when they were published: of all that is in somebody's themes, little is that new.
    recent = Article.objects.filter(published_at__gt=since, published_at__lte=until)
    ids = list(recent.order_by("-published_at").values_list("pk", flat=True)[:MOST_ARTICLES])
    articles = (
        Article.objects.visible_to(person)
        .published()
        .filter(within(themes, "item__") | Q(type=Article.Type.DECISION), pk__in=ids)
        .exclude(item__author=person)
        .filter(~Exists(_read(person, "pk", "published_at")))
        .select_related("item__audience", "space")
    )
    for article in articles.order_by("-published_at")[:MOST_DECIDED]:
        is_decision = article.type == Article.Type.DECISION
        entry = _entry(article.item, _("A decision was published"))
        yield replace(
            entry,
            ref=(f"version-{article.item.version}", article.pk),
            address=article.get_absolute_url(),
            said=entry.said if is_decision else _("An article was published"),
            icon="gavel" if is_decision else "book-open",
            at=article.published_at or entry.at,
            place=article.space.name,
        )


def _concluded(person: Person, themes: Themes, since: datetime, until: datetime) -> Iterable[Entry]:
    """Ideas whose path ended, but for those that the person themselves brought to an end."""
    readable = Item.objects.visible_to(person).live().filter(within(themes), pk=OuterRef("idea"))
    steps = (
        Step.objects.filter(stage__in=DECIDED, at__gt=since, at__lte=until)
        .filter(Exists(readable), stage=F("idea__stage"))
        .exclude(mover__in=own_ids(person))
        .filter(~Exists(_read(person, "idea_id", "at")))
        .select_related("idea__item__audience")
    )
    for step in steps.order_by("-at", "-pk")[:MOST_DECIDED]:
        is_adopted = step.stage == Idea.Stage.ADOPTED
        entry = _entry(step.idea.item, _("An idea was declined"))
        yield replace(
            entry,
            ref=("idea-step", step.pk),
            said=_("An idea was adopted") if is_adopted else entry.said,
            icon="circle-check" if is_adopted else "circle-x",
            at=step.at,
            excerpt=step.reason,
        )


def _read(person: Person, item: str, since: str) -> QuerySet[Reading]:
    """Whether the person has read an item after a moment; both named as outer fields."""
    return Reading.objects.filter(person=person, item_id=OuterRef(item), at__gte=OuterRef(since))


def _shown(items: QuerySet[Item]) -> QuerySet[Item]:
    return items.select_related("author", "audience").defer("body", "html", "contents")


def _entry(item: Item, said: str) -> Entry:
    title, excerpt = (item.title, item.excerpt) if item.title else in_two(item.excerpt)
    return Entry(
        ref=("item", item.pk),
        title=title,
        address=item.get_absolute_url(),
        said=said,
        icon=signs.KINDS[item.kind].icon,
        at=item.created_at,
        excerpt=excerpt,
        place=item.audience.name if item.audience.kind == "group" else "",
    )


def _unseen(person: Person, entries: Sequence[Entry]) -> list[Entry]:
    """Those of `entries` that the person has not seen on this page before."""
    kinds = {one.ref[0] for one in entries}
    ids = {one.ref[1] for one in entries}
    rows = Seen.objects.filter(person=person, subject_kind__in=kinds, subject_id__in=ids)
    seen = set(rows.values_list("subject_kind", "subject_id"))
    return [one for one in entries if one.ref not in seen]
