"""Closing one's account and opening it again."""

import pytest

from lorehouse.lib.errors import Unfit
from lorehouse.people import actions
from lorehouse.people.models import Person

PASSWORD = "balcony-figs-2"


@pytest.fixture
def dora(now, members, public):
    """Dora has a password."""
    return actions.add(email="dora@house.example", name="Dora", password=PASSWORD, now=now)


def sign_in(client):
    """What the sign-in page answers Dora, followed to its end."""
    form = {"login": "dora@house.example", "password": PASSWORD}
    return client.post("/accounts/login/", form, follow=True)


def test_closing_ends_every_session_and_keeps_what_one_wrote(client, dora, bob, members, now):
    from lorehouse.stream import actions as stream

    note = stream.write_note(author=dora, audience=members, body="Figs!", now=now)
    client.force_login(dora)
    assert client.post("/settings/account/closing").status_code == 303

    assert client.get("/settings/").status_code == 302
    client.force_login(bob)
    assert "Figs!" in client.get(f"/stream/{note.pk}/").content.decode()
    assert client.get("/people/dora/").status_code == 404


def test_one_opens_it_again_by_signing_in(client, dora, now):
    actions.deactivate(person=dora, now=now)
    page = sign_in(client)
    assert page.request["PATH_INFO"] == "/accounts/return/"
    client.post("/accounts/return/")

    assert Person.objects.get(pk=dora.pk).is_active
    sign_in(client)
    assert client.get("/settings/").status_code == 200


def test_without_the_password_nobody_opens_it(client, dora, now):
    actions.deactivate(person=dora, now=now)

    assert client.get("/accounts/return/").status_code == 404
    client.post("/accounts/login/", {"login": dora.email, "password": "wrong-guess-1"})
    assert client.post("/accounts/return/").status_code == 404


def test_what_an_administrator_closed_stays_closed(client, dora, now):
    Person.objects.filter(pk=dora.pk).update(is_active=False)
    page = sign_in(client)

    assert page.request["PATH_INFO"] == "/accounts/inactive/"
    assert client.post("/accounts/return/").status_code == 404
    with pytest.raises(Unfit):
        actions.come_back(person=Person.objects.get(pk=dora.pk), now=now)


def test_the_last_administrator_stays(ada, now):
    with pytest.raises(Unfit):
        actions.deactivate(person=ada, now=now)
