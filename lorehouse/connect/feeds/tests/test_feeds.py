"""Atom feeds: public ones for all, one's own behind a secret address, each read checked anew."""

import html
import re
import xml.etree.ElementTree as ET

import pytest

from lorehouse.groups import actions as groups
from lorehouse.ledger import followers
from lorehouse.library import actions as library
from lorehouse.notify import actions as notify
from lorehouse.notify import tokens
from lorehouse.pseudonyms import actions as pseudonyms
from lorehouse.stream import actions as stream

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def own(person, name, now):
    """The secret address of one of the person's feeds."""
    preferences = notify.ensure_preferences(person, now=now)
    return f"/feeds/my/{tokens.feed_word(preferences)}/{name}.atom"


def entries(client, address):
    """The titles in a feed."""
    answer = client.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"].startswith("application/atom+xml")
    tree = ET.fromstring(answer.content)  # noqa: S314  (our own words)
    return [one.text for one in tree.findall("a:entry/a:title", ATOM)]


@pytest.fixture
def news(alice, public, now):
    """Something that everybody may read."""
    return stream.publish_blog(
        author=alice, audience=public, title="Open day", body="Come [in](/people/).", now=now,
        tags=["visits"],
    )  # fmt: skip


def test_everybody_reads_what_is_public_and_nothing_else(client, news, question):
    assert entries(client, "/feeds/stream.atom") == ["Open day"]
    assert entries(client, "/feeds/tags/visits.atom") == ["Open day"]


def test_ones_own_feeds_hold_what_one_may_read(client, bob, gardeners, question, answer, now):
    assert entries(client, own(bob, "stream", now)) == ["Which soil for figs?"]
    assert entries(client, own(bob, "groups/gardeners", now)) == ["Which soil for figs?"]
    assert entries(client, own(bob, "tags/figs", now)) == ["Which soil for figs?"]
    assert entries(client, own(bob, "people/alice", now)) == ["Which soil for figs?"]
    assert entries(client, own(bob, f"threads/{question.pk}", now)) == ["Which soil for figs?"]


def test_the_articles_of_a_space_are_a_feed(client, bob, article, space, now):
    assert entries(client, own(bob, f"spaces/{space.slug}", now)) == ["Potting figs"]
    assert entries(client, own(bob, "library", now)) == ["Potting figs"]


def test_who_leaves_the_group_reads_no_more_of_it(client, bob, gardeners, question, now):
    address = own(bob, "stream", now)
    groups.leave(person=bob, group=gardeners, now=now)

    assert entries(client, address) == []
    assert client.get(own(bob, "groups/gardeners", now)).status_code in {200, 404}
    assert client.get(own(bob, f"threads/{question.pk}", now)).status_code == 404


def test_a_renewed_address_closes_the_old_one(client, bob, question, now):
    old = own(bob, "stream", now)
    notify.renew_feed_address(person=bob, now=now)

    assert client.get(old).status_code == 404
    assert entries(client, own(bob, "stream", now))


def test_an_account_that_is_closed_has_no_feeds(client, bob, question, now):
    address = own(bob, "stream", now)
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)

    assert client.get(address).status_code == 404


def test_links_in_entries_lead_out_of_a_feed_reader(client, news, settings):
    text = client.get("/feeds/stream.atom").content.decode()

    assert f"{settings.BASE_URL}/people/" in text


def test_what_did_not_change_is_not_sent_again(client, news):
    etag = client.get("/feeds/stream.atom")["ETag"]

    assert client.get("/feeds/stream.atom", HTTP_IF_NONE_MATCH=etag).status_code == 304


@pytest.mark.parametrize(
    "address",
    [
        "/feeds/unheard.atom",
        "/feeds/groups/gardeners.atom",
        "/feeds/people/alice.atom",
        "/feeds/threads/1.atom",
        "/feeds/threads/x.atom",
        "/feeds/tags/figs.atom",
        "/feeds/my/forged:word/stream.atom",
    ],
)
def test_visitors_learn_of_nothing_that_is_not_public(client, question, address):
    assert client.get(address).status_code == 404


def test_carol_reads_nothing_of_a_closed_group(client, carol, gardeners, question, now):
    assert entries(client, own(carol, "stream", now)) == []
    for name in ("groups/gardeners", "tags/figs", "people/alice", f"threads/{question.pk}"):
        assert client.get(own(carol, name, now)).status_code == 404


def offered(client, page):
    """The feeds that a page names to feed readers."""
    found = re.findall(r'rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"',
                       client.get(page).text)  # fmt: skip
    return [html.unescape(one) for one in found]


def test_pages_name_their_public_feed_to_feed_readers(client, erin, public, news, now):
    shelf = library.open_space(opener=erin, name="Visits", audience=public, purpose="p", now=now)
    pages = ["/stream/", "/tags/visits/", shelf.get_absolute_url()]
    found = [address for page in pages for address in offered(client, page)]

    assert found == ["/feeds/stream.atom", "/feeds/tags/visits.atom", "/feeds/spaces/visits.atom"]
    for address in found:
        assert client.get(address).status_code == 200


def test_pages_name_no_feed_to_visitors_that_only_some_may_read(client, question, public, now):
    for page in ("/tags/figs/", "/groups/gardeners/", "/people/alice/", f"/stream/{question.pk}/"):
        assert offered(client, page) == []


def test_pages_name_their_reader_a_feed_of_their_own(client, alice, question, space, now):
    client.force_login(alice)
    thread = client.get(f"/stream/{question.pk}/", follow=True).request["PATH_INFO"]
    shelf = space.get_absolute_url()
    lists = {
        "/stream/": "stream", "/library/": "library", "/inbox/": "inbox",
        "/groups/gardeners/": "groups/gardeners", "/people/alice/": "people/alice",
        "/tags/figs/": "tags/figs",
        shelf: f"spaces/{space.slug}", thread: f"threads/{question.pk}",
        "/groups/gardeners/people/": "groups/gardeners",
    }  # fmt: skip
    client.get("/settings/notifications/")
    for page, name in lists.items():
        assert offered(client, page) == [own(alice, name, now)], page


def test_a_group_and_a_person_have_a_line_with_their_feed(client, bob, question, now):
    client.force_login(bob)
    for page, name in (
        ("/groups/gardeners/", "groups/gardeners"),
        ("/people/alice/", "people/alice"),
    ):
        assert f'class="feed-address" href="{own(bob, name, now)}"' in client.get(page).text
    assert entries(client, own(bob, "groups/gardeners", now)) == ["Which soil for figs?"]


def test_what_reaches_a_pseudonym_is_in_no_feed(client, alice, bob, gardeners, now):
    pseudonyms.allow(steward=alice, group=gardeners, on=True, now=now)
    voice = pseudonyms.take(person=bob, group=gardeners, now=now)
    asked = stream.ask(asker=voice, audience=gardeners.audience, title="Why?", now=now)
    stream.answer(author=alice, question=asked, body="So.", now=now)
    followers.discover()
    followers.run_dry()
    client.force_login(bob)

    assert "answered your question" in client.get("/inbox/").text
    assert entries(client, own(bob, "inbox", now)) == []


def test_a_group_that_keeps_its_talk_to_itself_names_no_feed(client, erin, gardeners):
    client.force_login(erin)

    assert offered(client, "/groups/gardeners/") == []
