"""A conversation's page."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from lorehouse.items import actions as items
from lorehouse.stream import actions as stream
from lorehouse.stream.thread import SIZE, Part, address_of, thread


def read(reader, question, **part):
    return thread(reader, question.pk, Part(**part))


def bodies(shown):
    return [strip_tags(reply.html).strip() for reply in shown.replies]


@pytest.fixture
def asked(alice, members, now):
    """A question to all members."""
    return stream.ask(asker=alice, audience=members, title="Why?", body="So?", now=now)


def answered(asked, author, body, now):
    return stream.answer(author=author, question=asked, body=body, now=now)


def test_answers_are_sorted_by_acceptance_then_merit_then_time(asked, alice, bob, erin, mona, now):
    _, second, third = (
        answered(asked, bob, word, now + timedelta(minutes=n))
        for n, word in enumerate(["one", "two", "three"])
    )
    for voter in (erin, mona):
        items.vote(voter=voter, item=second, value=1, now=now)
    assert bodies(read(bob, asked)) == ["two", "one", "three"]

    stream.accept(by=alice, answer=third, now=now)
    assert bodies(read(bob, asked)) == ["three", "two", "one"]
    assert [reply.accepted for reply in read(bob, asked).replies] == [True, False, False]
    assert bodies(read(bob, asked, sort="oldest")) == ["three", "one", "two"]
    assert bodies(read(bob, asked, sort="newest")) == ["three", "two", "one"]


@pytest.mark.parametrize("sort", ["best", "oldest", "newest"])
def test_many_replies_come_page_by_page_without_a_gap(asked, bob, now, sort):
    made = [answered(asked, bob, "x", now + timedelta(minutes=n // 7)) for n in range(103)]
    items.vote(voter=asked.author, item=made[50], value=1, now=now)
    seen, cursor = [], ""
    while True:
        shown = read(bob, asked, sort=sort, cursor=cursor)
        assert len(shown.replies) <= SIZE
        seen += [reply.pk for reply in shown.replies]
        if not (cursor := shown.next):
            break
    assert len(seen) == len(set(seen)) == len(made)


@pytest.mark.parametrize("sort", ["best", "oldest", "newest"])
def test_the_address_of_a_reply_shows_it_wherever_it_stands(asked, bob, now, sort):
    replies = [answered(asked, bob, f"r{n}", now + timedelta(minutes=n)) for n in range(50)]
    comments = [
        stream.comment(author=bob, parent=replies[45], body=f"c{n}", now=now) for n in range(9)
    ]
    for wanted in (replies[0], replies[45], comments[8]):
        shown = read(bob, asked, sort=sort, reply=wanted.pk)
        found = {one.pk for reply in shown.replies for one in [reply, *reply.comments]}
        assert wanted.pk in found
        assert f"?reply={wanted.pk}#item-{wanted.pk}" in address_of(wanted)


def test_the_address_of_a_reply_in_a_short_thread_is_short(question, answer):
    assert address_of(answer) == f"/stream/{question.pk}/which-soil-for-figs/#item-{answer.pk}"


def test_comments_hang_below_what_they_are_about(asked, alice, bob, now):
    answer = answered(asked, bob, "So.", now)
    first = stream.comment(author=alice, parent=answer, body="Sure?", now=now)
    stream.comment(author=bob, parent=first, body="Quite.", now=now + timedelta(minutes=1))
    stream.comment(author=bob, parent=asked, body="Which?", now=now)

    shown = read(alice, asked)
    assert [comment.to and comment.to.name for comment in shown.replies[0].comments] == [
        None,
        "Alice Amber",
    ]
    assert len(shown.comments) == 1


def test_many_comments_wait_behind_a_link(client, asked, alice, bob, now):
    answer = answered(asked, bob, "So.", now)
    for n in range(12):
        stream.comment(author=alice, parent=answer, body=f"c{n}.", now=now + timedelta(minutes=n))
    client.force_login(bob)
    page = client.get(asked.get_absolute_url(), follow=True).text
    assert "Show 7 more comments" in page
    more = client.get(f"/stream/{asked.pk}/comments/{answer.pk}/").text
    assert all(f"c{n}." in more for n in range(12))


def test_notes_are_read_in_the_order_they_were_said(alice, bob, members, now):
    note = stream.write_note(author=alice, audience=members, body="Rain.", now=now)
    for n in range(3):
        stream.comment(author=bob, parent=note, body=f"{n}", now=now + timedelta(minutes=n))
    assert bodies(read(bob, note)) == ["0", "1", "2"]


def test_the_number_of_questions_does_not_grow(asked, alice, bob, now, django_assert_num_queries):
    for n in range(30):
        answer = answered(asked, bob, f"{n}", now)
        stream.comment(author=alice, parent=answer, body="?", now=now)
        items.react(person=alice, item=answer, emoji="👍", on=True, now=now)
    read(alice, asked)
    with django_assert_num_queries(6):
        read(alice, asked)


def test_the_page_says_where_one_is(client, bob, question, answer):
    client.force_login(bob)
    bare = client.get(f"/stream/{question.pk}/")
    assert bare["Location"] == f"/stream/{question.pk}/which-soil-for-figs/"
    page = client.get(bare["Location"]).text
    assert "<h1" in page and "Which soil for figs?" in page
    assert "Gardeners" in page and "Growing things." in page
    assert "Half loam" in page


def test_permalinks_lead_to_thread_and_article(client, alice, question, answer, article, now):
    client.force_login(alice)
    assert client.get(f"/items/{question.pk}/")["Location"].endswith("/which-soil-for-figs/")
    assert client.get(f"/items/{answer.pk}/")["Location"].endswith(f"#item-{answer.pk}")
    there = client.get(f"/items/{article.pk}/")["Location"]
    assert there == article.get_absolute_url()


@pytest.mark.parametrize("query", ["cursor=x", "cursor=WzFd", "cursor=W251bGwsMSwyLDNd"])
def test_a_cursor_of_somewhere_else_is_refused(client, bob, question, query):
    client.force_login(bob)
    assert client.get(f"/stream/{question.pk}/which-soil-for-figs/?{query}").status_code == 422


def test_an_unknown_reply_shows_the_thread_from_its_beginning(client, bob, question, answer):
    client.force_login(bob)
    for reply in ("999999", "x", "-1", "9" * 30):
        page = client.get(f"/stream/{question.pk}/which-soil-for-figs/?reply={reply}")
        assert "Half loam" in page.text


def test_carol_does_not_learn_that_the_conversation_exists(client, carol, question, answer):
    assert read(carol, question) is None
    client.force_login(carol)
    for address in (
        f"/stream/{question.pk}/",
        f"/stream/{question.pk}/which-soil-for-figs/",
        f"/stream/{question.pk}/comments/{answer.pk}/",
        f"/items/{question.pk}/",
        f"/items/{answer.pk}/",
    ):
        assert client.get(address).status_code == 404
