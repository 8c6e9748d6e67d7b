"""Who closed their account: their words stay, their name leads nowhere, nothing reaches them."""

from datetime import timedelta

import pytest
from django.core import mail

from lorehouse.ledger import followers
from lorehouse.notify import actions as notify
from lorehouse.notify import scheduling
from lorehouse.notify.delivery import sending
from lorehouse.notify.models import Delivery, Notice
from lorehouse.people import actions as people
from lorehouse.stream import actions as stream

LINK = 'href="/people/bob/"'


@pytest.fixture
def gone(bob, answer, now):
    """Bob answered and closed his account."""
    people.deactivate(person=bob, now=now)
    return bob


def test_their_name_stays_and_is_no_link(client, alice, question, gone):
    client.force_login(alice)
    for page in (f"/stream/{question.pk}/", "/search/?q=loam"):
        shown = client.get(page, follow=True).text
        assert LINK not in shown
    assert "Bob Beech" in client.get(f"/stream/{question.pk}/", follow=True).text
    assert client.get("/people/bob/").status_code == 404


def test_the_name_of_who_is_here_is_a_link(client, alice, question, answer):
    client.force_login(alice)

    assert LINK in client.get(f"/stream/{question.pk}/", follow=True).text


def test_the_feed_links_nobody_who_left(client, alice, bob, gardeners, now):
    stream.write_note(author=bob, audience=gardeners.audience, body="Figs.", now=now)
    client.force_login(alice)
    assert LINK in client.get("/stream/").text
    people.deactivate(person=bob, now=now)

    shown = client.get("/stream/").text
    assert "Bob Beech" in shown
    assert LINK not in shown


def test_an_article_links_nobody_who_left(client, alice, ada, erin, article, now):
    client.force_login(ada)
    address = article.get_absolute_url()
    owner = f'href="/people/{article.owner.handle}/"'
    assert owner in client.get(address).text
    people.deactivate(person=article.owner, now=now)

    assert owner not in client.get(address).text


def test_nothing_is_sent_to_who_left(monkeypatch, alice, bob, question, answer, now):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    notify.ensure_preferences(bob, now=now)
    followers.discover()
    followers.run_dry()
    notify.choose_participation(person=bob, group=question.audience.group, level="every", now=now)
    stream.comment(author=alice, parent=answer, body="@bob, and pots?", now=now)
    followers.run_dry()
    waiting = Delivery.objects.filter(person=bob)
    assert waiting.exists()
    people.deactivate(person=bob, now=now)
    stream.comment(author=alice, parent=answer, body="@bob, are you there?", now=now)
    told = Notice.objects.filter(person=bob).count()
    followers.run_dry()
    mail.outbox.clear()
    later = now + timedelta(days=8)
    scheduling.make_digests(now=later)
    sending.deliver_due(now=later)

    assert Notice.objects.filter(person=bob).count() == told
    assert not waiting.filter(kind="digest").exists()
    assert [one for one in mail.outbox if bob.email in one.to] == []


def test_what_somebody_wrote_is_searched_from_their_page(client, alice, question, answer):
    client.force_login(alice)
    page = client.get("/people/bob/").text

    assert 'name="author" value="bob"' in page
    assert "Search what Bob Beech wrote" in page
