"""Ideas, polls, links and pseudonyms of the demo house, from content/kinds.yaml."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from html import escape

from lorehouse.items.models import Item
from lorehouse.lib.fetching import Page
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.site.demo import content
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.content import Record
from lorehouse.site.demo.crowd import Crowd
from lorehouse.site.demo.diary import Diary
from lorehouse.stream import actions as stream
from lorehouse.stream.models import Share

Write = Callable[..., Item]


class Kinds:
    """Notes down what is proposed, asked and shared, when, and what became of it."""

    def __init__(self, cast: Cast, diary: Diary, crowd: Crowd) -> None:
        self.cast, self.diary, self.crowd = cast, diary, crowd

    def note(self) -> None:
        """Enter all of it into the diary."""
        said = content.kinds()
        for kind, begin in (
            ("ideas", self._propose),
            ("polls", self._open),
            ("links", self._share),
        ):
            for one in said[kind]:
                at = self.diary.at_work(one["days_ago"], one.get("title") or one["address"])
                self.diary.note(at, partial(begin, one, at))
        for one in said["pseudonyms"]:
            at = self.diary.at_work(one["days_ago"], one["title"])
            self.diary.note(at, partial(self._hide, one, at))

    def _begun(self, said: Record, now: datetime, write: Write, **more: object) -> Item:
        """What begins a conversation, written and judged."""
        item = write(
            author=self.cast.people[said["author"]],
            audience=self.cast.circle(said["where"]),
            title=said.get("title", ""),
            body=said["body"].strip(),
            tags=said["tags"],
            now=now,
            **more,
        )
        seed = said.get("title") or said["address"] + said["author"]
        self.crowd.judge(item, up=said.get("up", 0), down=0, seed=seed)
        return item

    def _propose(self, said: Record, now: datetime) -> None:
        idea = self._begun(said, now, stream.propose)
        for one in said["arguments"]:
            self._later(now, one, partial(stream.argue, item=idea, side=one["side"]))
        for step in said.get("steps", []):
            at, by = now + timedelta(days=step["after"]), self.cast.people[step["by"]]
            move = partial(stream.move, by=by, item=idea, stage=step["stage"], now=at)
            self.diary.note(at, partial(move, reason=step["reason"]))
        for one in said.get("experiences", []):
            how = {"outcome": one["outcome"], "circumstances": one["circumstances"]}
            self._later(now, one, partial(stream.report, item=idea, **how))

    def _open(self, said: Record, now: datetime) -> None:
        closes = self.diary.day(-said["closes_in"])
        rules = {"several": said.get("several", False), "closes_at": closes}
        rules["results"] = said.get("results", "after_vote")
        item = self._begun(said, now, stream.open_poll, options=said["options"], **rules)
        audience, author = item.audience_id, item.author
        voters = self.cast.crowd(said["title"], audience, without=author, by=now)
        for option, number in zip(item.poll.options.all(), said["votes"], strict=True):
            chosen = voters[:number]
            voters = voters[number // 2 :] if rules["several"] else voters[number:]
            for place, voter in enumerate(chosen):
                at = now + timedelta(minutes=40 * (place + 1))
                cast = partial(stream.cast, voter=voter, item=item, options=[option.pk], now=at)
                self.diary.note(at, cast)

    def _share(self, said: Record, now: datetime) -> None:
        item = self._begun(said, now, stream.share, address=said["address"])
        share = Share.objects.select_related("page").get(item=item)
        stream.look(share=share, fetch=partial(_page, said.get("page", {})), now=now)

    def _hide(self, said: Record, now: datetime) -> None:
        group = self.cast.groups[said["where"].removeprefix("group:")]
        steward, writer = self.cast.people[said["steward"]], self.cast.people[said["author"]]
        pseudonyms.allow(steward=steward, group=group, on=True, now=now)
        voice = pseudonyms.take(person=writer, group=group, now=now)
        question = stream.ask(
            asker=voice,
            audience=group.audience,
            title=said["title"],
            body=said["body"].strip(),
            now=now,
        )
        for one in said["replies"]:
            self._later(now, one, partial(stream.answer, question=question))

    def _later(self, begins: datetime, said: Record, write: Write) -> None:
        """A reply, some days later."""
        at = begins + timedelta(days=said["after"])
        self.diary.note(at, partial(self._reply, said, write, at))

    def _reply(self, said: Record, write: Write, now: datetime) -> None:
        reply = write(author=self.cast.people[said["author"]], body=said["body"], now=now)
        self.crowd.judge(reply, up=said.get("up", 0), down=0, seed=said["body"])


def _page(said: Record, address: str) -> Page:
    """The page as it would be fetched: the demo house needs no network."""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in said["text"])
    head = (
        f'<title>{escape(said["title"])}</title><meta property="og:site_name" '
        f'content="{escape(said["site"])}"><meta name="description" '
        f'content="{escape(said["description"])}">'
    )
    return Page(
        address=address,
        status=200,
        content_type="text/html",
        charset="utf-8",
        content=f"{head}<main>{paragraphs}</main>".encode(),
    )
