"""The stream of the demo house: every conversation as its people had it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from lorehouse.groups import actions as groups
from lorehouse.groups.models import Group
from lorehouse.items import actions as items
from lorehouse.items.models import Item, Link
from lorehouse.moderation import actions as moderation
from lorehouse.moderation.models import Rule
from lorehouse.site.demo.cast import Cast
from lorehouse.site.demo.conversations import Contribution, Conversation, Edit, Removal, Reply
from lorehouse.site.demo.crowd import Crowd
from lorehouse.site.demo.diary import Diary
from lorehouse.stream import actions as stream


class Stream:
    """Notes down what is said, when, and remembers what became of it.

    `threads` has the items of each conversation by its key: the root, then the replies in order
    of time, as bridges.yaml counts them. They appear as the diary is lived through.
    """

    def __init__(self, cast: Cast, diary: Diary, crowd: Crowd) -> None:
        self.cast, self.diary, self.crowd = cast, diary, crowd
        self.threads: dict[str, list[Item]] = {}

    def note(self, said: Conversation) -> None:
        """Enter a conversation into the diary, from its first word to its last."""
        begins = self.diary.at_work(said.days_ago, said.key, lasts=said.lasts)
        self.diary.note(begins, partial(self._begin, said, begins))
        parents = {id(reply): above for above, reply in _pairs(said)}
        for number, reply in enumerate(said.everything(), 1):
            at = begins + reply.after
            above = parents[id(reply)]
            self.diary.note(at, partial(self._reply, said, reply, number, above, at))
        if said.duplicate_of:
            last = begins + said.lasts
            self.diary.note(last, partial(self._mark_duplicate, said, last))

    def _begin(self, said: Conversation, now: datetime) -> None:
        author, audience = self.cast.people[said.author], self.cast.circle(said.where)
        if said.where.startswith("group:"):
            self._join_first(said, self.cast.groups[said.where.removeprefix("group:")], now)
        write = partial(_WRITING[said.kind], audience=audience, body=said.body, now=now)
        writer = {"asker" if said.kind == "question" else "author": author}
        root = write(title=said.title, tags=said.tags, **writer)
        self.threads[said.key] = [root]
        self._see_to(root, said, f"{said.key}/0", begins=now)

    def _join_first(self, said: Conversation, group: Group, now: datetime) -> None:
        """Whoever begins a conversation in an open group joins it before."""
        groups.join(person=self.cast.people[said.author], group=group, now=now)

    def _reply(
        self, said: Conversation, reply: Reply, number: int, above: int, now: datetime
    ) -> None:
        author, parent = self.cast.people[reply.author], self.threads[said.key][above]
        if reply.kind == "answer":
            item = stream.answer(author=author, question=parent, body=reply.body, now=now)
        else:
            item = stream.comment(author=author, parent=parent, body=reply.body, now=now)
        self.threads[said.key].append(item)
        self._see_to(item, reply, f"{said.key}/{number}", begins=now - reply.after)
        if reply.accepted:
            asker = self.cast.people[said.author]
            stream.accept(by=asker, answer=item, now=self._a_little_later(now))

    def _see_to(self, item: Item, said: Contribution, seed: str, *, begins: datetime) -> None:
        """Let others judge what was said, and its writer change it later."""
        self.crowd.judge(item, up=said.up, down=said.down, seed=seed)
        for emoji, number in said.reactions.items():
            self.crowd.react(item, emoji, number, seed=seed)
        for edit in said.edits:
            at = begins + edit.after
            self.diary.note(at, partial(self._edit, item, said.author, edit, at))
        if said.removed:
            at = begins + said.removed.after
            self.diary.note(at, partial(self._remove, item, said.removed, at))

    def _remove(self, item: Item, gone: Removal, now: datetime) -> None:
        remover = self.cast.people[gone.by]
        if remover.pk == item.author_id:
            items.remove(remover=remover, item=item, now=now)
            return
        moderation.remove_item(
            by=remover,
            item=Item.objects.get(pk=item.pk),
            rule=Rule.objects.get(slug=gone.rule),
            reason=gone.reason,
            now=now,
        )

    def _edit(self, item: Item, author: str, edit: Edit, now: datetime) -> None:
        body = f"{item.body}\n\n{edit.text}" if edit.way == "append" else edit.text
        editor = self.cast.people[author]
        changed = items.edit(editor=editor, item=item, title=item.title, body=body, now=now)
        item.body, item.version = changed.body, changed.version

    def _mark_duplicate(self, said: Conversation, now: datetime) -> None:
        items.link(
            by=self.cast.people[said.author],
            kind=Link.Kind.DUPLICATES,
            source=self.threads[said.key][0],
            target=self.threads[said.duplicate_of][0],
            now=now,
        )

    def _a_little_later(self, at: datetime) -> datetime:
        return min(at + (self.diary.now - at) / 50, self.diary.now)


_WRITING: dict[str, Callable[..., Item]] = {
    "note": stream.write_note,
    "blog": stream.publish_blog,
    "question": stream.ask,
}


def _pairs(said: Conversation) -> list[tuple[int, Reply]]:
    """Each reply with the number of what it replies to: 0 is the root."""
    numbers = {id(reply): number for number, reply in enumerate(said.everything(), 1)}
    below = [(0, reply) for reply in said.replies]
    return below + [
        (numbers[id(reply)], comment) for reply in said.everything() for comment in reply.comments
    ]
