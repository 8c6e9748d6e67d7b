"""The feeds beyond the latest: hot, top of a period, one's own with reasons, and their pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.models import Tag
from lorehouse.people import actions as people
from lorehouse.people.models import Person, Visitor
from lorehouse.stream import actions as stream
from lorehouse.stream.feed import SORTS, Wish, choosing, feed


def titles(reader, **wish):
    return [card.title for card in feed(reader, Wish(**wish)).cards]


def why(reader, sort="for-you"):
    return {card.title: card.reason.kind for card in feed(reader, Wish(sort=sort)).cards}


def follow(person, kind, target, now):
    groups.follow(person=person, kind=kind, target_id=target.pk, now=now)


@pytest.fixture
def talk(alice, bob, erin, members, gardeners, now):
    """One thread for each reason, and one without any."""
    made = {
        "Beds": stream.write_note(
            author=alice, audience=gardeners.audience, title="Beds", body="x", now=now
        ),
        "Tagged": stream.write_note(
            author=alice, audience=members, title="Tagged", body="x", tags=["figs"], now=now
        ),
        "Erin's": stream.write_note(
            author=erin, audience=members, title="Erin's", body="x", now=now
        ),
        "Mine": stream.ask(asker=bob, audience=members, title="Mine", now=now),
        "Nothing": stream.write_note(
            author=alice, audience=members, title="Nothing", body="x", now=now
        ),
    }
    stream.answer(author=alice, question=made["Mine"], body="So.", now=now)
    follow(bob, "tag", Tag.objects.get(name="figs"), now)
    follow(bob, "person", erin, now)
    return made


def test_votes_make_hot_and_time_cools(alice, bob, erin, members, now):
    old = stream.write_note(author=alice, audience=members, title="Old", body="x", now=now)
    later = now + timedelta(days=5)
    stream.write_note(author=alice, audience=members, title="New", body="x", now=later)
    assert titles(bob, sort="hot") == ["New", "Old"]

    items.vote(voter=bob, item=old, value=1, now=later)
    assert titles(bob, sort="hot") == ["New", "Old"]
    for place in range(6):
        stream.comment(author=erin, parent=old, body=f"{place}", now=later)
    items.vote(voter=erin, item=old, value=1, now=later)
    assert titles(bob, sort="hot") == ["Old", "New"]


def test_top_of_a_period_leaves_out_what_began_before(alice, bob, members):
    now = timezone.now()
    for title, days in (("Today", 0.5), ("Week", 5), ("Month", 20), ("Year", 200), ("Ever", 900)):
        item = stream.write_note(
            author=alice,
            audience=members,
            title=title,
            body="x",
            now=now - timedelta(days=days),
        )
        if title != "Today":
            items.vote(voter=bob, item=item, value=1, now=now)

    def since(days):
        return titles(bob, sort="top", since=now - timedelta(days=days))

    assert since(1) == ["Today"]
    assert since(7) == ["Week", "Today"]
    assert set(since(30)) == {"Month", "Week", "Today"}
    assert set(since(365)) == {"Year", "Month", "Week", "Today"}
    assert titles(bob, sort="top")[-1] == "Today"


def test_each_entry_for_you_says_why(talk, bob):
    assert why(bob) == {"Beds": "group", "Tagged": "tag", "Erin's": "person", "Mine": "answer"}


def test_what_peers_of_a_group_found_useful_is_for_its_members(
    talk, alice, bob, erin, gardeners, now
):
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    ada = Person.objects.create_user("d@house.example", name="Dora", handle="dora")
    groups.invite(inviter=alice, group=gardeners, person=ada, now=now)
    groups.join(person=ada, group=gardeners, now=now)
    items.vote(voter=erin, item=talk["Nothing"], value=1, now=now)
    assert "Nothing" not in why(bob)

    items.vote(voter=ada, item=talk["Nothing"], value=1, now=now)
    assert why(bob)["Nothing"] == "peers"
    reason = next(c.reason for c in feed(bob, Wish(sort="for-you")).cards if c.title == "Nothing")
    assert (reason.name, reason.number) == ("Gardeners", 2)


@pytest.mark.parametrize("sort", ["for-you", "following"])
def test_one_s_own_feed_is_the_same_whichever_question_finds_it(
    talk, alice, bob, erin, gardeners, members, now, sort, monkeypatch
):
    for person in (erin, Person.objects.create_user("d@house.example", name="Dora", handle="dora")):
        groups.invite(inviter=alice, group=gardeners, person=person, now=now)
        groups.join(person=person, group=gardeners, now=now)
        items.vote(voter=person, item=talk["Nothing"], value=1, now=now)
    stream.write_note(author=alice, audience=members, title="Unseen", body="x", now=now)

    def pages(few):
        monkeypatch.setattr(choosing, "FEW_RANGES", few)
        cursor, found = "", []
        while not found or cursor:
            part = feed(bob, Wish(sort=sort, cursor=cursor), size=1)
            found, cursor = [*found, *(card.title for card in part.cards)], part.next
        return found

    by_window, by_ranges = pages(0), pages(99)
    assert by_window == by_ranges
    whole = {"Beds", "Tagged", "Erin's"}
    assert set(by_window) == (whole | {"Mine", "Nothing"} if sort == "for-you" else whole)


def test_following_has_groups_tags_and_people_and_nothing_else(talk, bob):
    assert set(titles(bob, sort="following")) == {"Beds", "Tagged", "Erin's"}


def test_following_a_group_that_one_may_not_read_shows_nothing_of_it(talk, erin, gardeners, now):
    follow(erin, "group", gardeners, now)

    assert "Beds" not in titles(erin, sort="following")


def test_who_left_is_no_reason_and_is_not_linked(client, talk, bob, erin, now):
    assert why(bob)["Erin's"] == "person"
    people.deactivate(person=erin, now=now)

    assert "Erin's" not in why(again(bob)) | why(again(bob), "following")
    client.force_login(bob)
    for sort in ("for-you", "following", "latest"):
        assert 'href="/people/erin/"' not in client.get(f"/stream/?sort={sort}").text


def test_a_group_that_went_out_of_sight_is_no_reason(talk, erin, alice, now):
    """Members of the house still read its talk; the group itself is for the invited."""
    circle = groups.found(founder=alice, name="Circle", purpose="Us.", now=now)
    stream.write_note(author=alice, audience=circle.audience, title="In", body="x", now=now)
    follow(erin, "group", circle, now)
    assert why(again(erin), "following") == {"In": "followed-group"}
    groups.change(
        steward=alice, group=circle, name="Circle", purpose="Us.", entry="invitation", now=now
    )

    assert why(again(erin), "following") == {}


def again(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


def test_own_feeds_of_a_visitor_are_empty(talk):
    assert titles(Visitor(), sort="for-you") == titles(Visitor(), sort="following") == []


def test_the_feed_of_one_person_and_of_one_tag(talk, alice, bob, members, now):
    assert titles(bob, person=talk["Erin's"].author_id) == ["Erin's"]
    for sort in ("latest", "hot", "top"):
        assert titles(bob, tag="figs", sort=sort) == ["Tagged"]
    assert titles(bob, person=bob.pk, sort="unanswered") == ["Mine"]
    assert titles(bob, person=alice.pk, tag="figs") == ["Tagged"]
    assert titles(bob, sort="following", tag="figs") == ["Tagged"]


@pytest.mark.parametrize("window", [0, 3, 2000])
@pytest.mark.parametrize("wish", [{"sort": sort} for sort in SORTS] + [
    {"sort": "top", "since": True}, {"kind": "question"}, {"sort": "hot", "kind": "question"},
    {"tag": "t"}, {"tag": "t", "sort": "hot"}, {"tag": "t", "sort": "top"}, {"person": True},
])  # fmt: skip
def test_every_feed_goes_on_without_a_gap(
    alice, bob, erin, members, gardeners, public, now, wish, window, monkeypatch
):
    monkeypatch.setattr(choosing, "WINDOW_SIZE", window)
    monkeypatch.setattr("lorehouse.stream.feed.reading.WINDOW_SIZE", window)
    follow(bob, "person", alice, now)
    follow(bob, "person", erin, now)
    start = timezone.now() - timedelta(days=20)
    for n in range(45):  # many at one moment, in three audiences
        stream.ask(
            asker=alice, audience=(members, gardeners.audience, public)[n % 3], title=f"{n}",
            tags=["t"], now=start + timedelta(days=n // 20),
        )  # fmt: skip
        if n % 5 == 0:
            stream.write_note(author=erin, audience=members, title="note", body="x", now=start)
    given = dict(wish)
    if given.pop("since", None):
        given["since"] = timezone.now() - timedelta(days=60)
    if given.pop("person", None):
        given["person"] = alice.pk
    seen, cursor = [], ""
    while True:
        part = feed(bob, Wish(cursor=cursor, **given), size=7)
        seen += [card.pk for card in part.cards if card.title != "note"]
        if not (cursor := part.next):
            break
    assert len(seen) == len(set(seen)) == 45


def test_guests_find_their_group_behind_any_number_of_others(carol, alice, gardeners, members, now):
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)
    groups.join(person=carol, group=gardeners, now=now)
    stream.write_note(author=alice, audience=gardeners.audience, title="Here", body="x", now=now)
    for _ in range(5):
        stream.write_note(author=alice, audience=members, body="x", now=now + timedelta(hours=1))
    for sort in ("latest", "hot", "top"):
        assert titles(carol, sort=sort) == ["Here"]


def test_a_post_costs_the_same_however_many_follow(
    alice, members, now, django_assert_max_num_queries
):
    for n in range(30):
        reader = Person.objects.create_user(f"r{n}@house.example", name="R", handle=f"r{n}")
        follow(reader, "person", alice, now)
    with django_assert_max_num_queries(14):
        stream.write_note(author=alice, audience=members, body="x", tags=["a"], now=now)


def test_pages_say_why_and_offer_what_is_one_s_own(client, talk, bob):
    client.force_login(bob)
    page = client.get("/stream/?sort=for-you").text
    assert "In your group" in page and "You follow" in page and "which you follow" in page
    assert "Somebody answered your question" in page
    assert "Only by" in client.get("/stream/?person=erin").text
    assert client.get("/stream/?sort=top&since=day").status_code == 200


def test_visitors_are_not_offered_feeds_of_their_own(client, talk):
    page = client.get("/stream/").text
    assert "For you" not in page and "Hot" in page
    assert client.get("/stream/?sort=for-you").status_code == 200


def test_carol_sees_nothing_in_any_feed(client, carol, talk, now):
    follow_tag = Tag.objects.get(name="figs")
    follow(carol, "tag", follow_tag, now)
    client.force_login(carol)
    for sort in SORTS:
        for rest in ("", "&tag=figs", "&person=alice", "&group=gardeners", "&kind=note"):
            page = client.get(f"/stream/?sort={sort}{rest}").text
            assert not any(word in page for word in ("Beds", "Tagged", "Erin's", "Gardeners"))
