"""Those who listen in this process, and the one reader of the ledger who serves them all.

Everything here runs in one thread and asks the database; nothing waits for a browser.
"""

import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.utils import translation

from lorehouse.ledger import book, followers
from lorehouse.ledger.book import Place, Told
from lorehouse.ledger.facts import KINDS
from lorehouse.ledger.worker import change_counter
from lorehouse.realtime import events
from lorehouse.realtime.listeners import Delivery, Listener, Topic
from lorehouse.realtime.subjects import SUBJECTS, News, Subject
from lorehouse.realtime.welcome import welcome

AT_ONCE = 500  # facts read at a time
MOST_BEHIND = 2_000  # facts; who has missed more is asked to load the page again
CHECK_EVERY = 5.0  # seconds between two looks at who may still listen, when no fact calls for one
ROOMS_OF_RIGHTS = ("people.", "groups.")  # whose facts may change what somebody may see


class NotWelcome(Exception):
    """There is nothing here that this reader may listen to."""


class Hub:
    """Knows who listens to what, and tells them what happens."""

    def __init__(self) -> None:
        self.at: dict[Topic, set[Listener]] = defaultdict(set)
        self.place: Place = book.START
        self._counter = -1
        self._checked = 0.0

    @property
    def listeners(self) -> set[Listener]:
        """Everybody who listens."""
        return {one for all_of_topic in self.at.values() for one in all_of_topic}

    @cached_property
    def names(self) -> frozenset[str]:
        """The facts to read: what subjects are about, and what may change somebody's rights."""
        followers.discover()
        rights = {name for name in KINDS if name.startswith(ROOMS_OF_RIGHTS)}
        return frozenset(rights.union(*(subject.facts for subject in SUBJECTS.values())))

    def join(self, listener: Listener, after: Place | None) -> list[Delivery]:
        """Let somebody listen; return what they are told first. Call `look` before.

        They hear of everything behind `after` (of what happens from now on without it).
        Raises NotWelcome when there is a topic they may not listen to.
        """
        if not self.at:
            self.place = book.latest()
        if not all(self._is_welcome(listener, topic) for topic in listener.topics):
            raise NotWelcome
        given = [Delivery(to=listener, data=events.event("open", ".", self.place))]
        if after is not None and after < self.place:
            given += self._missed(listener, after)
        for topic in listener.topics:
            self.at[topic].add(listener)
        return given

    def leave(self, listener: Listener) -> None:
        """Forget somebody; leaving twice does nothing."""
        for topic in listener.topics:
            self.at[topic].discard(listener)
            if not self.at[topic]:
                del self.at[topic]

    def has_news(self) -> bool:
        """Whether the database may hold something new, in a few microseconds where it does not."""
        counter, now = change_counter(), time.monotonic()
        if counter == self._counter and now - self._checked < CHECK_EVERY:
            return False
        self._counter = counter
        return True

    def look(self) -> list[Delivery]:
        """Read the ledger on; return what there is to tell, to all who may hear it now."""
        given: list[Delivery] = []
        if not self.at:
            return given
        while told := book.read(self.names, after=self.place, limit=AT_ONCE):
            self.place = told[-1].place
            if any(one.fact.name.startswith(ROOMS_OF_RIGHTS) for one in told):
                self._checked = 0.0
                given += self._start_anew(told)
            for subject in SUBJECTS.values():
                given += self._tell(subject, told)
        if time.monotonic() - self._checked >= CHECK_EVERY:
            given += self._check()
        return given

    def beat(self) -> list[Delivery]:
        """A sign of life for everybody; it keeps connections open and moves their place on."""
        data = events.event("beat", ".", self.place)
        return [Delivery(to=one, data=data) for one in self.listeners]

    def _is_welcome(self, listener: Listener, topic: Topic) -> bool:
        subject = SUBJECTS.get(topic.subject)
        return bool(subject and welcome(subject.audience(topic.key), {listener}))

    def _missed(self, listener: Listener, after: Place) -> Iterator[Delivery]:
        """What happened between `after` and now, or that it was too much to tell."""
        told = book.read(self.names, after=after, limit=MOST_BEHIND + 1)
        if len(told) > MOST_BEHIND:
            yield Delivery(to=listener, data=events.event("stale", ".", self.place))
            return
        for name in {topic.subject for topic in listener.topics}:
            subject = SUBJECTS[name]
            keys = frozenset(topic.key for topic in listener.topics if topic.subject == name)
            for news in subject.news(_of(subject, told), keys):
                if news.audience is None or welcome(news.audience, {listener}):
                    yield from self._words(subject, news, {listener})

    def _tell(self, subject: Subject, told: Sequence[Told]) -> Iterator[Delivery]:
        keys = frozenset(topic.key for topic in self.at if topic.subject == subject.name)
        concerning = _of(subject, told) if keys else []
        for news in subject.news(concerning, keys) if concerning else []:
            topic = Topic(subject.name, news.key)
            inside = welcome(subject.audience(news.key), self.at.get(topic, set()))
            yield from self._send_away(self.at.get(topic, set()) - inside)
            if news.audience is not None:
                inside = welcome(news.audience, inside)
            yield from self._words(subject, news, inside)

    def _words(self, subject: Subject, news: News, hearers: set[Listener]) -> Iterator[Delivery]:
        """Put news into words once for all who see the same."""
        programs = {one for one in hearers if one.wants_facts}
        if programs:
            data = events.facts(news.told, self.place)
            yield from (Delivery(to=one, data=data) for one in programs)
        if not hearers - programs:
            return
        telling = subject.telling(news)
        alike = defaultdict(set)
        for one in hearers - programs:
            alike[one.reader.language, telling.seen_by(one.reader)].add(one)
        for (language, seen), readers in alike.items():
            with translation.override(language):
                words = telling.words(seen)
            if words:
                data = events.event(subject.name, words, self.place)
                yield from (Delivery(to=one, data=data) for one in readers)

    def _start_anew(self, told: Iterable[Told]) -> Iterator[Delivery]:
        """Whose rights or place changed comes again, and is asked who they are."""
        changed = {getattr(one.fact, "person_id", None) for one in told} - {None}
        for listener in [one for one in self.listeners if one.reader.pk in changed]:
            self.leave(listener)
            data = events.event("again", ".", self.place)
            yield Delivery(to=listener, data=data, last=True)

    def _check(self) -> Iterator[Delivery]:
        """Send away whoever may not listen any more."""
        self._checked = time.monotonic()
        for topic, listeners in list(self.at.items()):
            audience = SUBJECTS[topic.subject].audience(topic.key)
            yield from self._send_away(listeners - welcome(audience, listeners))

    def _send_away(self, listeners: Iterable[Listener]) -> Iterator[Delivery]:
        for listener in list(listeners):
            self.leave(listener)
            data = events.event("gone", ".", self.place)
            yield Delivery(to=listener, data=data, last=True)


def _of(subject: Subject, told: Iterable[Told]) -> list[Told]:
    return [one for one in told if one.fact.name in subject.facts]
