"""What feeds choose by is right after every change, on the item and on its taggings."""

from datetime import timedelta

import pytest

from lorehouse.items import actions as items
from lorehouse.items import standing
from lorehouse.items.models import Item, Tagging
from lorehouse.items.ranking import heat
from lorehouse.stream import actions as stream

REPEATED = ("audience_id", "lane", "kind", "created_at", "active_at", "heat", "merit", "score")


@pytest.fixture
def asked(alice, members, now):
    return stream.ask(asker=alice, audience=members, title="Why?", tags=["a", "b"], now=now)


def agrees(item):
    """Whether heat follows from the counts, and each tagging repeats what the item says."""
    item = Item.objects.get(pk=item.pk)
    assert item.heat == heat(item.score, item.reply_count, standing.days(item.created_at))
    taggings = Tagging.objects.filter(item=item).values_list(*REPEATED)
    listed = item.state == Item.State.LIVE and item.parent_id is None
    said = {name: getattr(item, name) for name in REPEATED}
    said["active_at"] = item.active_at if listed else None
    return set(taggings) == {tuple(said.values())}


def test_from_the_first_word_to_the_last_they_agree(asked, alice, bob, erin, gardeners, now):
    assert agrees(asked)
    begun = Item.objects.get(pk=asked.pk).heat

    answer = stream.answer(
        author=bob, question=asked, body="So, #a or #b.", now=now + timedelta(hours=1)
    )
    assert agrees(asked)
    stream.comment(author=erin, parent=answer, body="Yes.", now=now + timedelta(hours=2))
    assert agrees(asked)
    items.vote(voter=bob, item=asked, value=1, now=now)
    assert agrees(asked)
    assert Item.objects.get(pk=asked.pk).heat > begun

    items.remove(remover=bob, item=answer, now=now)
    assert agrees(asked)
    items.restore(restorer=bob, item=answer, now=now)
    items.change_audience(by=alice, item=asked, audience=gardeners.audience, now=now)
    assert agrees(asked)
    fresh = Item.objects.get(pk=asked.pk)
    items.edit(editor=alice, item=fresh, title="How?", body="", tags=["b", "c"], now=now)
    assert agrees(asked)
    items.remove(remover=alice, item=Item.objects.get(pk=asked.pk), now=now)
    assert agrees(asked)


def test_replies_are_in_no_feed_of_a_tag(asked, bob, now):
    answer = stream.answer(author=bob, question=asked, body="Because of #reasons.", now=now)

    assert list(answer.taggings.values_list("active_at", flat=True)) == [None]


def test_a_question_waits_until_an_answer_is_accepted_and_stays(asked, alice, bob, now):
    def waits():
        return Item.objects.get(pk=asked.pk).waits

    answer = stream.answer(author=bob, question=asked, body="So.", now=now)
    assert waits()
    stream.accept(by=alice, answer=answer, now=now)
    assert not waits()
    stream.withdraw_acceptance(by=alice, answer=answer, now=now)
    assert waits()
    stream.accept(by=alice, answer=answer, now=now)
    items.remove(remover=bob, item=answer, now=now)
    assert waits()
