"""Whatever is written for whomever, edited and removed: no page shows it to anybody else.

Each step is drawn at random; each text holds a word of its own. Afterwards every reader opens
every page there is, and may find only the words that the rule of `may_read` gives them.
"""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import NOON
from lorehouse.groups import actions as groups
from lorehouse.groups.audiences import forget
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.lib.errors import Refused
from lorehouse.people.models import Department, Visitor
from lorehouse.stream import actions as stream

WRITERS = st.sampled_from(["alice", "bob", "erin", "carol"])
STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("write"), WRITERS, st.sampled_from(["note", "question"]), st.integers(0, 9)
        ),
        st.tuples(st.just("reply"), WRITERS, st.integers(0, 9), st.booleans()),
        st.tuples(st.just("edit"), WRITERS, st.integers(0, 9), st.none()),
        st.tuples(st.just("remove"), WRITERS, st.integers(0, 9), st.none()),
        st.tuples(st.just("narrow"), st.integers(0, 9), st.integers(0, 9), st.none()),
        st.tuples(st.just("leave"), WRITERS, st.none(), st.none()),
    ),
    min_size=2,
    max_size=9,
)


@pytest.fixture
def house(alice, bob, erin, carol, gardeners, members, public):
    """People and the audiences they may choose from."""
    soil = Department.objects.create(name="Soil", slug="soil")
    erin.department = soil
    erin.save()
    pair = groups.choose(chooser=carol, name="Carol and Bob", people=[bob], now=NOON)
    return {
        "people": {"alice": alice, "bob": bob, "erin": erin, "carol": carol},
        "audiences": [gardeners.audience, members, public, groups.of_department(soil), pair],
        "group": gardeners,
    }


class Story:
    """Does what is drawn; remembers which word stands in which item."""

    def __init__(self, house):
        self.house, self.words, self.count = house, {}, 0

    def tell(self, step):
        what, *rest = step
        with suppress(Refused):  # what may not be done is not done
            getattr(self, what)(*rest)

    def word(self):
        self.count += 1
        return f"word{self.count:03}x"

    def item(self, number):
        made = list(Item.objects.order_by("pk"))
        return made[number % len(made)] if made else None

    def write(self, who, kind, number):
        author, word = self.house["people"][who], self.word()
        audience = self.house["audiences"][number % 5]
        now = NOON + timedelta(minutes=self.count)
        if kind == "note":
            item = stream.write_note(
                author=author, audience=audience, body=word, tags=[f"t{word}"], now=now
            )
        else:
            item = stream.ask(
                asker=author, audience=audience, title=word, tags=[f"t{word}"], now=now
            )
        self.words[word] = item.pk

    def reply(self, who, number, is_answer):
        author, parent, word = self.house["people"][who], self.item(number), self.word()
        if parent is None:
            return
        now = NOON + timedelta(minutes=self.count)
        if is_answer:
            item = stream.answer(author=author, question=parent, body=word, now=now)
        else:
            item = stream.comment(author=author, parent=parent, body=word, now=now)
        self.words[word] = item.pk

    def edit(self, who, number, _):
        item, word = self.item(number), self.word()
        if item is None:
            return
        items.edit(
            editor=self.house["people"][who],
            item=item,
            title="",
            body=f"{word} {item.body}",
            now=NOON,
        )
        self.words[word] = item.pk

    def remove(self, who, number, _):
        if item := self.item(number):
            items.remove(remover=self.house["people"][who], item=item, now=NOON)

    def narrow(self, number, audience, _):
        item = self.item(number)
        if item is not None and item.parent_id is None:
            items.change_audience(
                by=item.author, item=item, audience=self.house["audiences"][audience % 5], now=NOON
            )

    def leave(self, who, *_):
        groups.leave(person=self.house["people"][who], group=self.house["group"], now=NOON)


def addresses():
    """Every page of stream and items that shows what people wrote."""
    yield from (
        "/stream/",
        "/stream/?sort=top",
        "/stream/?sort=unanswered",
        "/tags/",
        "/bookmarks/",
    )
    yield from ("/stream/?group=gardeners", "/drafts/", "/tags/?complete=tw")
    for item in Item.objects.all():
        yield from (f"/items/{item.pk}/", f"/items/{item.pk}/history/", f"/stream/{item.pk}/")
        yield f"/items/{item.pk}/edit"
        for tag in item.taggings.values_list("tag__name", flat=True):
            yield from (f"/tags/{tag}/", f"/stream/?tag={tag}")


@pytest.mark.timeout(600)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_nobody_finds_a_word_that_was_not_meant_for_them(client, house, steps):
    Item.objects.all().delete()
    groups.join(person=house["people"]["bob"], group=house["group"], now=NOON)
    story = Story(house)
    for step in steps:
        story.tell(step)
    for reader in [*house["people"].values(), Visitor()]:
        forget(reader)
        check(client, reader, story.words)


def check(client, reader, words):
    """Open every page as `reader` and look for words of items they may not read."""
    client.logout()
    if reader.pk:
        client.force_login(reader)
    readable = set(Item.objects.visible_to(reader).values_list("pk", flat=True))
    readable |= set(Item.objects.removed(reader).values_list("pk", flat=True))
    secret = [word for word, pk in words.items() if pk not in readable]
    for address in addresses():
        page = client.get(address, follow=True)
        assert page.status_code in {200, 403, 404}, address
        found = [word for word in secret if word in page.text and word not in address]
        assert not found, f"{reader} reads {found} at {address}"


def test_carol_who_lost_her_last_audience_reads_nothing(client, carol, bob, now):
    pair = groups.choose(chooser=bob, name="Us", people=[carol], now=now)
    note = stream.write_note(author=bob, audience=pair, body="For us two.", now=now)
    client.force_login(carol)
    assert "For us two." in client.get(f"/stream/{note.pk}/").text

    carol.holdings.all().delete()
    assert client.get(f"/stream/{note.pk}/").status_code == 404
    assert "For us two." not in client.get("/stream/").text
