"""Ways through a long conversation: pages in both directions, a day, what is new, the end."""

from datetime import timedelta
from itertools import chain

import pytest

from lorehouse.items import actions as items
from lorehouse.items.models import Reading
from lorehouse.stream import actions as stream
from lorehouse.stream.thread import SIZE, Part, first_unread, thread

MANY = 53


@pytest.fixture
def talk(alice, bob, members, now):
    """A note by Alice on which Bob said something each hour."""
    note = stream.write_note(author=alice, audience=members, body="Rain.", title="Rain", now=now)
    for n in range(MANY):
        stream.comment(author=bob, parent=note, body=f"r{n}.", now=now + timedelta(hours=n))
    return note


def numbers(shown):
    return [int(reply.html.split("r")[1].split(".")[0]) for reply in shown.replies]


def read(reader, talk, **part):
    return thread(reader, talk.pk, Part(**part))


@pytest.mark.parametrize("sort", ["oldest", "newest", "best"])
def test_pages_lead_back_as_they_lead_on(talk, alice, erin, now, sort):
    for reply in talk.replies.all()[10:14]:
        items.vote(voter=erin, item=reply, value=1, now=now)
    pages, cursor = [], ""
    while True:
        shown = read(alice, talk, sort=sort, cursor=cursor)
        pages.append(numbers(shown))
        if not (cursor := shown.next):
            break
    back, before = [pages[-1]], shown.previous
    while before:
        shown = read(alice, talk, sort=sort, before=before)
        back.insert(0, numbers(shown))
        before = shown.previous

    assert list(chain.from_iterable(back)) == list(chain.from_iterable(pages))
    assert sorted(chain.from_iterable(pages)) == list(range(MANY))


def test_the_end_shows_the_last_replies(talk, alice):
    shown = read(alice, talk, end=True)

    assert numbers(shown) == list(range(MANY - SIZE, MANY))
    assert shown.previous and not shown.next


def test_a_day_begins_with_its_first_reply(client, talk, alice):
    client.force_login(alice)
    page = client.get(f"/stream/{talk.pk}/rain/?day=2026-01-17").text

    assert "r36." in page and "r35." not in page and "r55." not in page
    assert "You are in the middle of this conversation." in page


@pytest.mark.parametrize("day", ["x", "2026-13-01", "", "9999-12-31", "0001-01-01"])
def test_a_day_that_is_none_or_far_away_breaks_nothing(client, talk, alice, day):
    client.force_login(alice)
    assert client.get(f"/stream/{talk.pk}/rain/?day={day}").status_code == 200


def test_the_first_unread_reply_is_where_one_stopped_reading(client, talk, alice, now):
    replies = list(talk.replies.order_by("created_at"))
    items.read(person=alice, item=talk, reached=replies[29], now=now + timedelta(days=9))
    client.force_login(alice)
    answer = client.get(f"/stream/{talk.pk}/rain/?unread")

    assert f"reply={replies[30].pk}#item-{replies[30].pk}" in answer["Location"]
    page = client.get(answer["Location"]).text
    assert page.index("New since your last visit") < page.index("r30.")
    assert "First of 23 new" in page


def test_when_all_is_read_unread_leads_to_the_end(client, talk, alice, now):
    client.force_login(alice)
    assert client.get(f"/stream/{talk.pk}/rain/?unread")["Location"].endswith("end#arrivals")
    items.read(person=alice, item=talk, now=now + timedelta(days=9))

    assert client.get(f"/stream/{talk.pk}/rain/?unread")["Location"].endswith("end#arrivals")
    assert "New since your last visit" not in client.get(f"/stream/{talk.pk}/rain/").text


def test_ones_own_replies_are_not_news(talk, bob, now):
    items.read(person=bob, item=talk, now=now)
    shown = read(bob, talk)

    assert (shown.unread, shown.new_from, first_unread(bob, shown)) == (0, 0, 0)


def test_reading_something_older_goes_back_nowhere(client, talk, alice):
    first, last = talk.replies.order_by("created_at").first(), talk.replies.latest("created_at")
    client.force_login(alice)
    for reached in (last.pk, first.pk, 999_999, "x", ""):
        answer = client.post(f"/items/{talk.pk}/reading", {"reached": reached})
        assert answer.status_code == 204

    assert Reading.objects.get(person=alice).reached_at == last.created_at


def test_a_reply_of_elsewhere_says_nothing_about_this_conversation(client, talk, alice, answer):
    client.force_login(alice)
    client.post(f"/items/{talk.pk}/reading", {"reached": answer.pk})

    assert Reading.objects.get(person=alice).reached_at is None


def test_without_script_a_quotation_comes_with_the_page(client, talk, alice, bob, now):
    reply = stream.comment(author=bob, parent=talk, body="One <b>\n\nTwo", now=now)
    client.force_login(alice)
    page = client.get(f"/stream/{talk.pk}/rain/?quote={reply.pk}").text

    assert "&gt; **Bob Beech:**\n&gt;\n&gt; One &lt;b&gt;\n&gt;\n&gt; Two\n\n</textarea>" in page
    assert f'href="/stream/{talk.pk}/rain/?quote={reply.pk}#reply"' in page


def test_a_quotation_comes_behind_what_was_typed(client, talk, alice, now):
    key = f"items/{talk.pk}/reply"
    items.save_draft(writer=alice, key=key, fields={"body": "My thoughts"}, now=now)
    client.force_login(alice)
    page = client.get(f"/stream/{talk.pk}/rain/?quote={talk.pk}").text

    assert "My thoughts\n\n&gt; **Alice Amber:**\n&gt;\n&gt; Rain." in page


def test_what_was_removed_or_is_elsewhere_is_not_quoted(client, talk, alice, bob, answer, now):
    reply = talk.replies.first()
    items.remove(remover=bob, item=reply, now=now)
    client.force_login(alice)
    for pk in (reply.pk, answer.pk, 999_999):
        page = client.get(f"/stream/{talk.pk}/rain/?quote={pk}").text
        assert "&gt; **" not in page


def test_an_edit_can_be_looked_up_by_every_reader(client, talk, alice, bob, now):
    reply = talk.replies.first()
    items.edit(editor=bob, item=reply, title="", body="Better.", now=now)
    client.force_login(alice)
    page = client.get(f"/stream/{talk.pk}/rain/").text

    assert f'class="edited" href="/items/{reply.pk}/history/"' in page
    assert client.get(f"/items/{reply.pk}/history/").status_code == 200


def test_carol_finds_no_way_in(client, carol, talk):
    client.force_login(carol)
    for query in ("unread", "end", "day=2026-01-17", "quote=1", "before=x"):
        assert client.get(f"/stream/{talk.pk}/rain/?{query}").status_code == 404
