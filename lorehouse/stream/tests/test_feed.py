"""The feed: what is in it, in which order, and that it goes on without a gap."""

from datetime import timedelta

import pytest

from lorehouse.items import actions as items
from lorehouse.lib.pagination import BadCursor
from lorehouse.people.models import Visitor
from lorehouse.stream import actions as stream
from lorehouse.stream.feed import Wish, feed


def titles(reader, **wish):
    return [card.title for card in feed(reader, Wish(**wish)).cards]


@pytest.fixture
def talk(alice, bob, members, gardeners, now):
    """A note, a blog post and a solved question, an hour apart."""
    note = stream.write_note(
        author=alice, audience=members, title="Note", body="x", tags=["a"], now=now
    )
    blog = stream.publish_blog(
        author=alice,
        audience=gardeners.audience,
        title="Blog",
        body="x",
        now=now + timedelta(hours=1),
    )
    asked = stream.ask(asker=alice, audience=members, title="Why?", now=now + timedelta(hours=2))
    return note, blog, asked


def test_the_latest_comes_first_and_a_reply_makes_a_thread_late(talk, bob, now):
    assert titles(bob) == ["Why?", "Blog", "Note"]
    stream.comment(author=bob, parent=talk[0], body="Yes.", now=now + timedelta(hours=5))
    assert titles(bob) == ["Note", "Why?", "Blog"]


def test_the_best_comes_first_whoever_wrote_it(talk, bob, erin, now):
    items.vote(voter=bob, item=talk[1], value=1, now=now)
    items.vote(voter=erin, item=talk[0], value=-1, now=now)
    assert titles(bob, sort="top") == ["Blog", "Why?", "Note"]


def test_unanswered_are_questions_whose_asker_has_accepted_nothing(talk, alice, bob, now):
    assert titles(bob, sort="unanswered") == ["Why?"]
    answer = stream.answer(author=bob, question=talk[2], body="So.", now=now)
    assert titles(bob, sort="unanswered") == ["Why?"]
    stream.accept(by=alice, answer=answer, now=now)
    assert titles(bob, sort="unanswered") == []
    assert feed(bob, Wish(kind="question")).cards[0].is_solved

    items.remove(remover=bob, item=answer, now=now)
    assert titles(bob, sort="unanswered") == ["Why?"]


def test_kind_group_tag_and_time_narrow_it(talk, bob, gardeners, now):
    assert titles(bob, kind="note") == ["Note"]
    assert titles(bob, group=gardeners.audience_id) == ["Blog"]
    assert titles(bob, tag="a") == ["Note"]
    assert titles(bob, sort="top", since=now + timedelta(minutes=90)) == ["Why?"]


@pytest.mark.parametrize("sort", ["latest", "top", "unanswered"])
def test_page_by_page_nothing_is_missing_and_nothing_is_twice(alice, members, now, sort):
    for n in range(45):  # many at the same moment, with the same merit
        stream.ask(asker=alice, audience=members, title=f"{n}", now=now + timedelta(days=n // 20))
    seen, cursor = [], ""
    while True:
        part = feed(alice, Wish(sort=sort, cursor=cursor))
        seen += [card.title for card in part.cards]
        if not (cursor := part.next):
            break
    assert len(seen) == 45
    assert len(set(seen)) == 45


@pytest.mark.parametrize("cursor", ["x", "W10", "WzEsMl0", "WyJhIiwiYiIsImMiXQ"])
def test_a_cursor_of_somewhere_else_is_refused(alice, cursor):
    with pytest.raises(BadCursor):
        feed(alice, Wish(cursor=cursor))
    with pytest.raises(BadCursor):
        feed(alice, Wish(sort="top", cursor=cursor))


def test_a_card_says_what_the_reader_did(talk, bob, now):
    items.vote(voter=bob, item=talk[0], value=1, now=now)
    items.keep(person=bob, item=talk[0], on=True, now=now)
    items.read(person=bob, item=talk[0], now=now)
    stream.comment(author=bob, parent=talk[0], body="!", now=now + timedelta(days=1))

    card = feed(bob, Wish(tag="a")).cards[0]
    assert (card.mine, card.saved, card.has_news, card.reply_count) == (1, True, True, 1)
    assert card.tags == ("a",)


def test_a_page_asks_two_questions_whatever_its_length(
    talk, bob, alice, members, now, django_assert_num_queries
):
    for n in range(20):
        stream.write_note(author=alice, audience=members, body=f"{n}", tags=["t"], now=now)
    feed(bob, Wish())  # asks for the reader's audiences, once a request
    with django_assert_num_queries(2):
        assert len(feed(bob, Wish()).cards) == 20


def test_the_page_works_without_script_and_goes_on(client, alice, members, now):
    for n in range(25):
        stream.write_note(author=alice, audience=members, body=f"Note {n:02}", now=now)
    client.force_login(alice)
    first = client.get("/stream/")
    following = first.text.partition('class="more"><a class="button quiet" href="')[2].partition(
        '"'
    )[0]
    second = client.get(following.replace("&amp;", "&"))
    seen = [n for n in range(25) if f"Note {n:02}" in first.text + second.text]
    assert seen == list(range(25))


def test_words_that_mean_nothing_are_left_out(client, alice, talk):
    client.force_login(alice)
    assert client.get("/stream/?sort=x&kind=y&since=z&tag=").status_code == 200
    assert client.get("/stream/?cursor=nonsense").status_code == 422


def test_visitors_see_what_is_public_alone(client, alice, public, talk, now):
    stream.publish_blog(author=alice, audience=public, title="For all", body="x", now=now)
    assert titles(Visitor()) == ["For all"]
    page = client.get("/stream/").text
    assert "For all" in page and "Why?" not in page


def test_carol_sees_no_card_and_no_group_of_others(client, carol, talk):
    client.force_login(carol)
    for query in ("", "?sort=top", "?sort=unanswered", "?group=gardeners", "?tag=a"):
        page = client.get(f"/stream/{query}").text
        assert not any(word in page for word in ("Note<", "Blog<", "Why?", "Gardeners"))
