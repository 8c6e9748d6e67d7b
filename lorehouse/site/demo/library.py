"""The library of the demo house: drafted, reviewed, published, changed and used over two years."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from lorehouse.groups import policy as groups
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Proposal, Space
from lorehouse.people.models import Person
from lorehouse.site.demo import content, pictures
from lorehouse.site.demo.bridges import Bridges
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.content import Page, Record
from lorehouse.site.demo.crowd import Crowd
from lorehouse.site.demo.diary import Diary
from lorehouse.stream import actions as stream

A_MOMENT = timedelta(minutes=20)
SHELVES_OPENED = 724  # days ago, or when the group that a shelf is for was founded


def open_spaces(cast: Cast, diary: Diary) -> dict[str, Space]:
    """The shelves, each opened by an editor of its audience."""
    return {said["slug"]: _open(said, cast, diary) for said in content.house()["spaces"]}


def _open(said: Record, cast: Cast, diary: Diary) -> Space:
    audience = cast.circle(said["audience"])
    editors = [person for person in cast.people.values() if person.is_editor]
    opener = next(one for one in reversed(editors) if groups.may_share_with(one, audience))
    now = diary.day(SHELVES_OPENED)
    if said["audience"].startswith("group:"):
        now = max(now, audience.group.founded_at + timedelta(days=2))
    return library.open_space(
        opener=opener,
        name=said["name"],
        audience=audience,
        purpose=said["purpose"],
        slug=said["slug"],
        now=now,
    )


def note_pages(
    cast: Cast, diary: Diary, crowd: Crowd, bridges: Bridges, spaces: dict[str, Space]
) -> dict[str, "Shelved"]:
    """Enter the life of every article into the diary; return them by space/slug."""
    shelved = {
        page.name: Shelved(page, spaces[page.space], cast, diary, crowd, bridges)
        for page in (pictures.hung(page, cast, diary) for page in content.pages())
    }
    for one in shelved.values():
        one.note()
    return shelved


class Shelved:
    """One article and its life: texts one after the other, reviews, and what readers report."""

    article: Article  # from its first draft on
    first: Proposal

    def __init__(
        self,
        page: Page,
        space: Space,
        cast: Cast,
        diary: Diary,
        crowd: Crowd,
        bridges: Bridges,
    ) -> None:
        self.page, self.said, self.space = page, page.said, space
        self.cast, self.diary, self.crowd, self.bridges = cast, diary, crowd, bridges
        self.texts = texts(page)

    def note(self) -> None:
        """Enter everything into the diary."""
        created = self._at(self.said["created_days_ago"])
        self._note(created, self._draft)
        if review := self.said.get("review"):
            self._note_review(review, created)
        if "published_days_ago" in self.said:
            published = max(self._at(self.said["published_days_ago"]), created + 3 * A_MOMENT)
            self._note(published - A_MOMENT, self._submit_first)
            self._note(published, self._publish)
            self._note_use(published)

    def _note_review(self, review: Record, created: datetime) -> None:
        handed_in = max(self._at(review["days_ago"]), created + A_MOMENT)
        self._note(handed_in, self._submit_first)
        if "decision" in review:
            decided = max(self._at(review["decision_days_ago"]), handed_in + A_MOMENT)
            self.diary.note(decided, lambda: self._judge(self.first, review, decided))

    def _note_use(self, published: datetime) -> None:
        """What comes after publication: changes, verification, reports, the end."""
        earliest = changed = published + A_MOMENT
        for turn, edit in enumerate(reversed(self.said.get("edits", [])), 1):
            changed = self._later(edit, changed, partial(self._change, turn)) + A_MOMENT
        for proposal in self.said.get("proposals", []):
            self._later(proposal, earliest, self._propose)
        for note in self.said.get("field_notes", []):
            self._later(note, earliest, self._report)
        for comment in self.said.get("comments", []):
            self._later(comment, earliest, self._comment)
        verified = float(self.said.get("verified_days_ago") or self.said["published_days_ago"])
        self._note(max(self._at(verified), published) + 8 * A_MOMENT, self._verify)
        if "archived_days_ago" in self.said:
            self._note(self._at(self.said["archived_days_ago"]), self._archive)

    def _later(
        self, said: Record, earliest: datetime, do: Callable[[Record, datetime], None]
    ) -> datetime:
        at = min(max(self._at(said["days_ago"], said["author"]), earliest), self.diary.now)
        self.diary.note(at, partial(do, said, at))
        return at

    def _note(self, at: datetime, do: Callable[[datetime], None]) -> None:
        at = min(at, self.diary.now)
        self.diary.note(at, partial(do, at))

    def _at(self, days_ago: float, who: str = "") -> datetime:
        return self.diary.at_work(days_ago, f"{self.page.name} {who}")

    # What happens, in the order in which it may

    def _draft(self, now: datetime) -> None:
        writer = self.cast.people[self.said["author"]]
        self.first = self.bridges.draft(self.page, self.space, writer, self.texts[0], now=now)
        self.article = self.first.article

    def _submit_first(self, now: datetime) -> None:
        library.submit(writer=self.first.author, proposal=self.first, now=now)

    def _publish(self, now: datetime) -> None:
        reviewer = self.cast.people[self.said["reviewer"]]
        library.review(reviewer=reviewer, proposal=self.first, decision="approve", now=now)
        self.article = library.publish(by=reviewer, proposal=self.first, now=now)
        if "audience" in self.said or self.article.item.audience_id != self.space.audience_id:
            wanted = self.cast.circle(self.said.get("audience") or _circle(self.page.space))
            library.show_to(by=reviewer, article=self.article, audience=wanted, now=now)
        owner = self.cast.people[self.said.get("owner") or self.said["author"]]
        if owner.pk != self.article.owner_id:
            library.hand_over(by=reviewer, article=self.article, owner=owner, now=now)
        if helpful := self.said.get("helpful"):
            # PyYAML reads the keys yes and no as truth values.
            yes, no = helpful.get(True, 0), helpful.get(False, 0)
            self.crowd.rate(self.article, yes=yes, no=no)

    def _change(self, turn: int, edit: Record, now: datetime) -> None:
        author = self.cast.people[edit["author"]]
        proposal = self._proposed(author, self.texts[turn], edit, now)
        reviewer = self.cast.people[edit["reviewer"]]
        self.bridges.remember_change(self.page, proposal, edit, now=now)
        proposal = library.submit(writer=author, proposal=proposal, now=now)
        library.review(reviewer=reviewer, proposal=proposal, decision="approve", now=now)
        self.article.item.refresh_from_db()

    def _propose(self, said: Record, now: datetime) -> None:
        author = self.cast.people[said["author"]]
        body = self.page.body.replace(said["find"], said["becomes"])
        proposal = self._proposed(author, body, said, now)
        library.submit(writer=author, proposal=proposal, now=now)
        if "decision" in said:
            self._judge(proposal, said, self._at(said["decision_days_ago"]))

    def _proposed(self, author: Person, body: str, said: Record, now: datetime) -> Proposal:
        return library.save(
            writer=author,
            article=self.article,
            title=self.said["title"],
            body=body,
            tags=self.said["tags"],
            note=said["note"],
            now=now,
        )

    def _judge(self, proposal: Proposal, said: Record, now: datetime) -> None:
        reviewer = self.cast.people[said["reviewer"]]
        note = said["decision_note"]
        library.review(
            reviewer=reviewer, proposal=proposal, decision="ask_changes", note=note, now=now
        )

    def _report(self, said: Record, now: datetime) -> None:
        note = library.leave_field_note(
            author=self.cast.people[said["author"]],
            article=self.article,
            outcome=said["outcome"],
            circumstances=said["circumstances"],
            body=said["body"],
            now=now,
        )
        votes = said.get("votes", 0)
        seed = f"{self.page.name} {said['author']} {said['days_ago']}"
        self.crowd.judge(note.item, up=max(votes, 0), down=max(-votes, 0), seed=seed)

    def _comment(self, said: Record, now: datetime) -> None:
        author = self.cast.people[said["author"]]
        stream.comment(author=author, parent=self.article.item, body=said["body"], now=now)

    def _verify(self, now: datetime) -> None:
        library.verify(by=self.article.owner, article=self.article, now=now)
        # A demo shows articles of every age; the action knows only its space's period.
        until = now + timedelta(days=self.said.get("verify_every_days", 365))
        Article.objects.filter(pk=self.article.pk).update(verified_until=until)

    def _archive(self, now: datetime) -> None:
        library.archive(by=self.article.owner, article=self.article, now=now)


def texts(page: Page) -> list[str]:
    """Every published text of an article, the first one first: its edits taken back in turn."""
    found = [page.body]
    for edit in page.said.get("edits", []):
        found.append(found[-1].replace(edit["find"].strip("\n"), edit["was"].strip("\n")))
    return found[::-1]


def put_in_order(shelved: dict[str, Shelved]) -> None:
    """Place the articles in the trees of their spaces."""
    for one in shelved.values():
        above = one.said.get("parent")
        parent = shelved[f"{one.page.space}/{above}"].article if above else None
        position = one.said.get("position", 0)
        Article.objects.filter(pk=one.article.pk).update(parent=parent, position=position)


def _circle(space: str) -> str:
    found: str = next(one["audience"] for one in content.house()["spaces"] if one["slug"] == space)
    return found
