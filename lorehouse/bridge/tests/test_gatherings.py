"""Pages of groups and people."""


def test_a_group_page_shows_its_talk_to_its_members(client, bob, gardeners, question):
    client.force_login(bob)
    page = client.get("/groups/gardeners/").content.decode()

    assert "Which soil for figs?" in page
    assert "Growing things." in page


def test_members_of_the_house_know_of_the_group_and_not_of_its_talk(
    client, mona, gardeners, question
):
    client.force_login(mona)
    page = client.get("/groups/gardeners/").content.decode()

    assert "Growing things." in page
    assert "figs" not in page


def test_a_profile_shows_what_its_reader_may_read(client, alice, bob, mona, question, article):
    client.force_login(bob)
    assert "Which soil for figs?" in client.get("/people/alice/").content.decode()
    client.force_login(mona)
    page = client.get("/people/alice/").content.decode()

    assert "Which soil for figs?" not in page
    assert "Potting figs" in page


def test_position_is_shown_only_if_its_person_wants_that(client, alice, bob):
    alice.position = "Head of Compost"
    alice.save()
    client.force_login(bob)
    assert "Head of Compost" not in client.get("/people/alice/").content.decode()
    alice.show_position = True
    alice.save()

    assert "Head of Compost" in client.get("/people/alice/").content.decode()


def test_outsiders_find_neither(client, carol, alice, gardeners):
    client.force_login(carol)

    assert client.get("/groups/gardeners/").status_code == 404
    assert client.get("/people/alice/").status_code == 404
