"""Sessions: kept, over in time, and gone when the account is closed."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from lorehouse.site.sessions import SessionStore


@pytest.fixture
def session(db):
    """A session that holds something."""
    session = SessionStore()
    session["colour"] = "blue"
    session.save()
    return session


def test_a_session_is_kept(session):
    assert SessionStore(session.session_key)["colour"] == "blue"


def test_a_session_ends(session):
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    again = SessionStore(session.session_key)
    assert dict(again.items()) == {}
    assert again.session_key is None


def test_an_unknown_key_is_not_taken_over(db):
    unknown = SessionStore("a" * 32)
    unknown["colour"] = "red"
    unknown.save()

    assert unknown.session_key != "a" * 32


def test_a_closed_account_is_signed_out(client, alice):
    client.force_login(alice)
    before = client.get("/settings/profile/", follow=False).wsgi_request.person.pk
    alice.is_active = False
    alice.save()

    assert before == alice.pk
    assert client.get("/settings/profile/").wsgi_request.person.pk is None
