"""Tags and bookmarks."""

from datetime import timedelta

from django.utils import timezone

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.stream import actions as stream


def test_a_tag_shows_both_lanes(client, bob, question, article):
    client.force_login(bob)
    for address, shown in {"": "Which", "?lane=library": "Potting", "?lane=all": "both"}.items():
        page = client.get(f"/tags/figs/{address}").text
        assert ("Which soil for figs?" in page) is (shown in {"Which", "both"})
        assert ("Potting figs" in page) is (shown in {"Potting", "both"})


def test_a_tag_without_conversations_shows_what_there_is(client, bob, article):
    client.force_login(bob)
    assert "Potting figs" in client.get("/tags/figs/").text


def test_the_conversations_of_a_tag_come_in_every_order_of_the_stream(
    client, alice, bob, members, gardeners
):
    now = timezone.now()

    def note(title, audience=members, **since):
        return stream.write_note(
            author=alice, audience=audience, title=title, body="x", tags=["t"],
            now=now - timedelta(**since),
        )  # fmt: skip

    old, new = note("An old one", days=40), note("A new one", hours=1)
    asked = stream.ask(asker=alice, audience=gardeners.audience, title="Who knows?", body="x",
                       tags=["t"], now=now)  # fmt: skip
    stream.write_note(author=alice, audience=members, title="Another tag", body="x", now=now)
    items.vote(voter=bob, item=old, value=1, now=now)
    client.force_login(bob)
    titles = {old: "An old one", new: "A new one", asked: "Who knows?"}

    def order(query):
        page = client.get(f"/tags/t/?{query}").text
        assert "Another tag" not in page
        places = {one: page.find(f">{title}<") for one, title in titles.items()}
        return sorted((one for one, place in places.items() if place >= 0), key=places.get)

    assert order("") == [asked, new, old]
    assert order("sort=top") == [old, asked, new]
    assert order("sort=hot") == [asked, new, old]
    assert order("sort=top&since=week") == [asked, new]
    assert order("sort=unanswered") == [asked]
    assert order("kind=note") == [new, old]
    assert order("group=gardeners") == [asked]
    assert order("group=nowhere") == []


def test_a_tag_with_many_things_goes_on_without_a_gap(client, alice, members, now):
    notes = [
        stream.write_note(author=alice, audience=members, body=f"Note {n:02}", tags=["t"], now=now)
        for n in range(45)
    ]
    client.force_login(alice)
    seen, address = [], "/tags/t/"
    while address:
        response = client.get(address)
        seen += [n for n in range(45) if f"Note {n:02}" in response.text]
        following = response.text.partition('class="more"><a class="button quiet" href="')[2]
        address = following.partition('"')[0].replace("&amp;", "&")
    assert sorted(seen) == list(range(len(notes)))


def test_a_list_asks_as_many_questions_for_twenty_as_for_two(
    client, alice, members, now, django_assert_max_num_queries
):
    for n in range(20):
        stream.write_note(author=alice, audience=members, body=f"N{n}", tags=["t", "u"], now=now)
    client.force_login(alice)
    with django_assert_max_num_queries(20):
        client.get("/tags/t/")


def test_tags_complete_as_one_types(client, bob, question):
    client.force_login(bob)
    assert client.get("/tags/?complete=fi").json() == {"tags": [{"name": "figs", "count": 1}]}
    assert client.get("/tags/?complete=").json() == {"tags": []}
    assert client.get("/tags/?complete=%25").json() == {"tags": []}


def test_what_one_keeps_is_listed_last_kept_first(client, bob, question, answer, now):
    items.keep(person=bob, item=question, on=True, now=now)
    items.keep(person=bob, item=answer, on=True, now=now)
    client.force_login(bob)
    page = client.get("/bookmarks/").text
    assert page.index("Half loam") < page.index("They stand in pots")


def test_what_one_may_no_longer_read_is_no_longer_listed(client, bob, question, gardeners, now):
    items.keep(person=bob, item=question, on=True, now=now)
    groups.leave(person=bob, group=gardeners, now=now)
    client.force_login(bob)
    assert "figs" not in client.get("/bookmarks/").text


def test_carol_learns_no_tag_from_what_she_may_not_read(client, carol, question):
    client.force_login(carol)
    assert client.get("/tags/figs/").status_code == 404
    assert "figs" not in client.get("/tags/").text
    assert client.get("/tags/?complete=fi").json() == {"tags": []}
