"""Signing up, being invited, and where one stands afterwards."""

import re

import pytest

from lorehouse.people import actions
from lorehouse.people.models import HouseSettings, Person

FORM = {"name": "Dora Dogwood", "email": "dora@house.example", "password1": "balcony-figs-2"}


@pytest.fixture
def open_to(ada, now):
    def set_rule(rule, domains=""):
        actions.change_house(by=ada, name="House", sign_up=rule, member_domains=domains, now=now)

    return set_rule


def test_without_invitation_the_house_is_closed(client, db):
    answer = client.post("/accounts/signup/", FORM)

    assert "invit" in answer.content.decode().lower()
    assert not Person.objects.exists()


def test_an_address_of_ours_makes_a_member_after_its_mail_is_confirmed(client, open_to, mailoutbox):
    open_to("domains", "house.example")
    client.post("/accounts/signup/", FORM)

    dora = Person.objects.get(email="dora@house.example")
    assert dora.standing == "member"
    assert client.get("/settings/").status_code == 302  # not before the address is confirmed

    confirm = re.search(r"http://\S+(/accounts/confirm-email/\S+)", mailoutbox[0].body)[1]
    client.post(confirm)
    client.post("/accounts/login/", {"login": dora.email, "password": FORM["password1"]})
    assert client.get("/settings/").status_code == 200


def test_other_addresses_are_not_let_in(client, open_to):
    open_to("domains", "house.example")
    answer = client.post("/accounts/signup/", {**FORM, "email": "dora@elsewhere.example"})

    assert "need an invitation" in answer.content.decode()
    assert not Person.objects.filter(name="Dora Dogwood").exists()


def test_where_anyone_may_come_strangers_are_guests(client, open_to):
    open_to("guests", "house.example")
    client.post("/accounts/signup/", {**FORM, "email": "dora@elsewhere.example"})

    assert Person.objects.get(email="dora@elsewhere.example").standing == "guest"


def test_an_invitation_says_where_one_stands(client, ada, now):
    office = actions.found_department(by=ada, name="Office", now=now)
    invitation = actions.invite(
        inviter=ada, email=FORM["email"], role="editor", department=office, now=now
    )
    assert client.get(f"/invitations/{invitation.token}/").status_code == 200
    client.post("/accounts/signup/", FORM)

    dora = Person.objects.get(email=FORM["email"])
    assert (dora.standing, dora.role, dora.department) == ("member", "editor", office)
    assert client.get("/settings/").status_code == 200  # the link came by mail: it is confirmed


def test_an_invitation_is_for_one_address(client, ada, now):
    invitation = actions.invite(inviter=ada, email="someone@house.example", now=now)
    client.get(f"/invitations/{invitation.token}/")
    client.post("/accounts/signup/", {**FORM, "email": "other@house.example"})

    assert not Person.objects.filter(email="other@house.example").exists()


def test_a_forgotten_password_is_set_anew(client, alice, mailoutbox):
    client.post("/accounts/password/reset/", {"email": alice.email})
    link = re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", mailoutbox[0].body)[1]
    page = client.get(link, follow=True)
    client.post(
        page.redirect_chain[-1][0], {"password1": "compost-heap-9", "password2": "compost-heap-9"}
    )

    alice.refresh_from_db()
    assert alice.check_password("compost-heap-9")


def test_somebody_has_to_be_administrator(ada, now):
    from lorehouse.lib.errors import Unfit

    with pytest.raises(Unfit):
        actions.change_role(by=ada, person=ada, role="member", now=now)


@pytest.mark.parametrize(
    "address", ["/settings/people/", "/settings/house/", "/settings/people/ada/", "/people/"]
)
def test_guests_find_no_directory_and_no_administration(client, carol, ada, address):
    client.force_login(carol)

    assert client.get(address).status_code == 404


def test_pages_of_administrators_open(client, ada, alice):
    client.force_login(ada)

    for address in (
        "/settings/",
        "/people/",
        "/settings/people/",
        "/settings/people/alice/",
        "/settings/house/",
    ):
        assert client.get(address).status_code == 200, address
    answer = client.post("/settings/people/alice/", {"standing": "member", "role": "editor"})
    assert answer.status_code == 302
    alice.refresh_from_db()
    assert alice.is_editor
    assert HouseSettings.current().name == "Lorehouse"
