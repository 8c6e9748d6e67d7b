"""Who is led where."""

from django.test import RequestFactory

from lorehouse.people.models import Visitor
from lorehouse.site import navigation


def led_to(menu, person, path="/"):
    """Where a menu leads `person`."""
    request = RequestFactory().get(path)
    request.person = person
    return [entry.address for entry in navigation.navigation(request)[menu]]


def test_a_visitor_is_led_to_what_may_be_public(db):
    assert led_to("navigation", Visitor()) == ["/", "/stream/", "/library/"]
    assert led_to("write_menu", Visitor()) == led_to("person_menu", Visitor()) == []


def test_an_editor_finds_the_reviews(erin, alice):
    assert "/reviews/" in led_to("navigation", erin)
    assert "/reviews/" not in led_to("navigation", alice)


def test_an_administrator_finds_the_house(ada, alice):
    assert "/imports/" in led_to("person_menu", ada)
    assert "/imports/" not in led_to("person_menu", alice)


def test_each_finds_their_own_profile(alice, erin):
    assert led_to("person_menu", alice)[0] == alice.get_absolute_url()
    assert led_to("person_menu", erin)[0] == erin.get_absolute_url()


def test_leaving_a_group_takes_it_out_of_the_rail_at_once(bob, gardeners):
    assert led_to("your_groups", bob) == [gardeners.get_absolute_url()]
    gardeners.memberships.filter(person=bob).delete()
    assert led_to("your_groups", bob) == []


def test_one_is_at_a_place_or_inside_it():
    home = navigation.Entry(label="Home", address="/")
    stream = navigation.Entry(label="Stream", address="/stream/")

    assert home.is_here("/")
    assert not home.is_here("/stream/")
    assert stream.is_here("/stream/12/why/")


def test_members_see_their_groups_in_the_rail(client, bob, gardeners):
    client.force_login(bob)

    assert gardeners.get_absolute_url() in client.get("/").content.decode()


def test_outsiders_are_led_to_no_group_and_no_directory(client, carol, gardeners):
    client.force_login(carol)

    page = client.get("/").content.decode()

    assert gardeners.get_absolute_url() not in page
    assert 'href="/people/"' not in page


def test_searching_is_not_being_at_home(client, bob):
    client.force_login(bob)

    rail = client.get("/search/?q=figs").content.decode().split('<nav class="rail"')[1]

    assert 'aria-current="page"' not in rail.split("</nav>")[0]
