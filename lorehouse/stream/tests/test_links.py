"""Shared links: fetched when the house allows it, joined to earlier shares, kept when they die."""

from datetime import timedelta

import pytest

from lorehouse.items.facts import ItemRead
from lorehouse.ledger import followers
from lorehouse.lib.fetching import NotFetched
from lorehouse.lib.fetching import Page as Fetched
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream
from lorehouse.stream import followers as stream_followers
from lorehouse.stream.indexing import documents
from lorehouse.stream.kinds.links import link
from lorehouse.stream.models import Page, Share

SOIL = "https://figs.example/soil"
WORDS = "Loam and grit in equal parts, said the gardener, and she meant it."


def answered(address, status=200):
    """A page as it is fetched."""
    content = f"<title>Soil for figs</title><p>{WORDS}</p>".encode()
    return Fetched(
        address=address, status=status, content_type="text/html", charset="utf-8", content=content
    )


def fails(address):
    """A page that does not answer."""
    raise NotFetched("It did not answer.")


def shared(author, audience, now, address=SOIL, **more):
    return stream.share(author=author, audience=audience, address=address, now=now, **more)


def looked(item, now, fetch=answered):
    stream.look(share=Share.objects.select_related("page").get(item=item), fetch=fetch, now=now)


def shown(reader, item):
    return link(Person.objects.get(pk=reader.pk), item, fetches=True)


def page(client, person, item):
    client.force_login(person)
    return client.get(f"/stream/{item.pk}/", follow=True).text


def test_the_readable_text_is_kept_and_shown(client, alice, members, now):
    item = shared(alice, members, now, body="Read this.")
    looked(item, now)
    text = page(client, alice, item)

    assert "Read this." in text and "Soil for figs" in text and WORDS in text


def test_the_kept_text_is_found(alice, members, now):
    item = shared(alice, members, now, body="Read this.")
    looked(item, now)

    assert WORDS in documents([item.pk])[0].body


def test_later_shares_are_joined_to_the_first(client, alice, bob, members, gardeners, now):
    first = shared(alice, members, now, body="Good.")
    later = shared(bob, gardeners.audience, now, f"{SOIL}?utm_source=mail#end", body="For us.")
    looked(first, now)
    looked(later, now)

    assert Page.objects.count() == 1
    assert [one.author.name for one in shown(bob, later).others] == ["Alice Amber"]
    assert f"/stream/{first.pk}/" in page(client, bob, later)
    assert "Also shared by" in page(client, bob, first)


def test_shares_one_may_not_read_are_not_told_of(client, bob, erin, members, gardeners, now):
    secret = shared(bob, gardeners.audience, now, body="For us.")
    looked(secret, now)
    open_ = shared(erin, members, now + timedelta(days=3), body="Look.")

    assert shown(erin, open_).others == ()
    assert shown(erin, open_).is_first
    assert WORDS not in page(client, erin, open_)  # nothing of the page before it was looked at
    looked(open_, now + timedelta(days=3))
    assert shown(erin, open_).kept_at == now + timedelta(days=3)
    assert "Also shared by" not in page(client, erin, open_)


def test_a_page_is_dead_after_two_failures_a_day_apart_and_its_text_stays(
    client, alice, members, now
):
    item = shared(alice, members, now, body="Read this.")
    looked(item, now)
    week, day = timedelta(days=7), timedelta(days=1)
    looked(item, now + week, fails)
    assert shown(alice, item).dead_since is None
    looked(item, now + week + day, lambda address: answered(address, 404))
    text = page(client, alice, item)

    assert shown(alice, item).dead_since == now + week
    assert "No longer there" in text and WORDS in text
    looked(item, now + week + 2 * day)
    assert shown(alice, item).dead_since is None


def test_a_page_is_not_looked_at_again_before_its_time(alice, members, now):
    item = shared(alice, members, now)
    asked = []

    def counted(address):
        asked.append(address)
        return answered(address)

    for hours in (0, 1, 100, 169):
        looked(item, now + timedelta(hours=hours), counted)

    assert len(asked) == 2


def test_markup_of_a_page_is_shown_as_text(client, alice, members, now):
    item = shared(alice, members, now)

    def hostile(address):
        content = (
            b"<title>&lt;script&gt;alert(1)</title><p>&lt;img src=x onerror=alert(1)&gt; hello</p>"
        )
        return Fetched(
            address=address, status=200, content_type="text/html", charset="", content=content
        )

    looked(item, now, hostile)
    text = page(client, alice, item)

    assert "<script>alert(1)" not in text and "<img src=x" not in text


@pytest.mark.parametrize("fetches", [True, False])
def test_nothing_is_fetched_unless_the_house_says_so(
    settings, monkeypatch, alice, members, now, fetches
):
    settings.FETCHES_LINKS = fetches
    asked = []
    monkeypatch.setattr(
        stream_followers, "fetch", lambda address, **_: asked.append(address) or answered(address)
    )
    shared(alice, members, now)
    followers.discover()
    followers.run_dry()

    assert asked == ([SOIL] if fetches else [])


def test_a_link_into_the_network_is_shared_but_never_fetched(settings, alice, members, now):
    settings.FETCHES_LINKS = True
    for address in (
        "http://127.0.0.1/",
        "http://169.254.169.254/",
        "http://[::1]/",
        "http://2130706433/",
    ):
        shared(alice, members, now, address)
    followers.discover()
    followers.run_dry()

    assert Page.objects.count() == 4
    assert set(Page.objects.values_list("fetched_at", "trouble")) == {
        (None, "This address leads into a private network and is not fetched.")
    }


def test_the_page_of_a_link_into_the_network_says_why_it_has_no_text(
    client, settings, alice, members
):
    settings.FETCHES_LINKS = True
    client.force_login(alice)
    form = {"title": "", "tags": "", "audience": members.pk, "body": "Mine.",
            "address": "http://169.254.169.254/latest/"}  # fmt: skip
    there = client.post("/stream/new/link/", form)["Location"]
    followers.discover()
    followers.run_dry()

    said = client.get(there, follow=True).text
    assert "leads into a private network and is not fetched" in said
    assert "Mine." in said


def test_reading_a_link_lets_it_be_looked_at_again(settings):
    assert ItemRead.name in followers.FOLLOWERS["stream.links"].facts


def test_carol_learns_nothing_of_a_link(client, carol, bob, gardeners, now):
    item = shared(bob, gardeners.audience, now, body="For us.")
    looked(item, now)
    client.force_login(carol)

    assert client.get(f"/stream/{item.pk}/").status_code == 404
    assert link(carol, item, fetches=True) is None
