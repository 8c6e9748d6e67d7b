"""The door of a demo house says whom one may look round as; other doors do not."""

import json

from lorehouse.people import actions

ACCOUNT = {
    "email": "ada@house.example",
    "password": "alderbrook",
    "name": "Ada Ash",
    "about": "Look after the house.",
}


def test_the_door_of_a_demo_house_offers_its_accounts(
    client, now, public, members, settings, tmp_path
):
    ada = actions.add(email=ACCOUNT["email"], name="Ada Ash", password=ACCOUNT["password"], now=now)
    settings.DEMO_FILE = tmp_path / "demo.json"
    settings.DEMO_FILE.write_text(json.dumps([ACCOUNT]))

    page = client.get("/accounts/login/").content.decode()
    assert "Ada Ash" in page
    assert "Look after the house." in page

    client.post("/accounts/login/", {"login": ACCOUNT["email"], "password": ACCOUNT["password"]})
    assert client.get("/").wsgi_request.person == ada


def test_any_other_door_offers_none(client, ada, settings, tmp_path):
    settings.DEMO_FILE = tmp_path / "demo.json"
    assert "look-round" not in client.get("/accounts/login/").content.decode()
