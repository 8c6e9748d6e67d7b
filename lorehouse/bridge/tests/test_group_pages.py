"""A group's pages: pins, articles, what it decided, its people, search inside, following."""

import pytest

from lorehouse.bridge import actions
from lorehouse.bridge.models import Pin
from lorehouse.groups import actions as groups
from lorehouse.groups.following import followed_by
from lorehouse.items import actions as items
from lorehouse.items.models import Tag
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.stream import actions as stream


def shown(client, person, address):
    """What `person` reads there."""
    client.force_login(person)
    return client.get(address).content.decode()


def test_stewards_pin_conversations_and_articles(client, alice, bob, gardeners, question, article):
    client.force_login(alice)
    for item in (question, article.item):
        client.post(f"/items/{item.pk}/pins/", {"group": "gardeners", "place": "top"})
    page = shown(client, bob, "/groups/gardeners/")

    assert "Pinned" in page
    assert "Potting figs" in page
    client.force_login(alice)
    client.post(f"/items/{article.pk}/pins/", {"group": "gardeners", "place": "none"})
    assert "Potting figs" not in shown(client, bob, "/groups/gardeners/")


def test_members_do_not_pin_and_replies_are_not_pinned(
    alice, bob, gardeners, question, answer, now
):
    with pytest.raises(NotAllowed):
        actions.pin(steward=bob, group=gardeners, item=question, is_decision=False, now=now)
    with pytest.raises(Unfit):
        actions.pin(steward=alice, group=gardeners, item=answer, is_decision=False, now=now)


def test_a_pin_shows_nothing_to_whoever_may_not_read_it(client, alice, mona, now):
    open_group = groups.found(founder=alice, name="Open", purpose="p", now=now)
    few = groups.choose(chooser=alice, name="Few", people=[], now=now)
    note = stream.write_note(author=alice, audience=few, body="Zanzibar.", now=now)
    actions.pin(steward=alice, group=open_group, item=note, is_decision=False, now=now)
    actions.pin(steward=alice, group=open_group, item=note, is_decision=True, now=now)

    for address in ("/groups/open/", "/groups/open/decisions/"):
        assert "Zanzibar" not in shown(client, mona, address)


def test_a_group_shows_what_it_decided(client, alice, bob, gardeners, question, answer, now):
    stream.accept(by=alice, answer=answer, now=now)
    note = stream.write_note(author=bob, audience=gardeners.audience, body="We buy grit.", now=now)
    actions.pin(steward=alice, group=gardeners, item=note, is_decision=True, now=now)
    page = shown(client, bob, "/groups/gardeners/decisions/")

    assert "We buy grit." in page
    assert "Which soil for figs?" in page
    assert "Accepted answer" in page


def test_a_group_shows_its_people_and_finds_them(client, alice, bob, gardeners):
    alice.asks_about = "figs"
    alice.save()
    page = shown(client, bob, "/groups/gardeners/people/")
    assert "Alice Amber" in page
    found = (
        shown(client, bob, "/groups/gardeners/people/?q=figs").split("<main")[1].split("<aside")[0]
    )

    assert "Alice Amber" in found
    assert "Bob Beech" not in found


def test_a_group_has_the_orders_of_the_stream(client, alice, bob, gardeners, question, now):
    note = stream.write_note(
        author=alice, audience=gardeners.audience, title="Beds", body="x", now=now
    )
    items.vote(voter=bob, item=note, value=1, now=now)
    main = {
        sort: shown(client, bob, f"/groups/gardeners/?sort={sort}").split('id="feed"')[1]
        for sort in ("latest", "hot", "top", "unanswered", "for-you")
    }

    for sort in ("latest", "hot", "top", "for-you"):
        assert "Beds" in main[sort] and "Which soil" in main[sort]
    assert main["top"].index("Beds") < main["top"].index("Which soil")
    assert "Which soil" in main["unanswered"]
    assert "Beds" not in main["unanswered"].split("</section>")[0]
    page = shown(client, bob, "/groups/gardeners/?sort=top&since=week")
    assert 'value="week" selected' in page
    assert "Beds" not in page.split('id="feed"')[1].split("</section>")[0]  # it is older than that


def test_an_order_of_a_group_shows_nothing_to_whoever_may_not_read_it(client, erin, question):
    for sort in ("hot", "top", "unanswered"):
        assert "Which soil" not in shown(client, erin, f"/groups/gardeners/?sort={sort}")


def test_one_searches_inside_the_group(client, bob, gardeners, question):
    page = shown(client, bob, "/groups/gardeners/")

    assert '<input type="hidden" name="group" value="gardeners">' in page


def test_people_groups_and_tags_are_followed_from_their_pages(client, alice, bob, question):
    client.force_login(bob)
    for address in (
        "/people/alice/following",
        "/groups/gardeners/following",
        "/tags/figs/following",
    ):
        assert client.post(address).status_code == 303
    page = client.get("/following/").content.decode()
    assert "Alice Amber" in page
    assert "figs" in page

    tag = Tag.objects.get(name="figs")
    assert followed_by(bob).tags == {tag.pk}
    client.post("/tags/figs/following", {"action": "end", "back": "/following/"})
    client.delete("/people/alice/following")
    assert not followed_by(bob).tags
    assert not followed_by(bob).people


def test_followers_are_counted_and_not_named(client, alice, bob, mona, now):
    groups.follow(person=bob, kind="person", target_id=alice.pk, now=now)
    page = shown(client, mona, "/people/alice/")

    assert "1 follows" in page
    assert "Bob" not in page.split("<main")[1]


def test_a_tag_one_can_read_nothing_under_cannot_be_followed(client, mona, question):
    client.force_login(mona)

    assert client.post("/tags/figs/following").status_code == 404


def test_a_guest_in_a_group_sees_its_stewards_and_no_directory(
    client, alice, bob, carol, gardeners, now
):
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)
    groups.join(person=carol, group=gardeners, now=now)
    page = shown(client, carol, "/groups/gardeners/")

    assert "Alice Amber" in page
    assert "Bob Beech" not in page
    assert "2 people" not in page and "3 people" not in page
    assert client.get("/groups/gardeners/people/").status_code == 404


@pytest.mark.parametrize("address", ["", "articles/", "decisions/", "people/"])
def test_outsiders_find_none_of_it(client, carol, gardeners, question, address):
    client.force_login(carol)

    assert client.get(f"/groups/gardeners/{address}").status_code == 404
    assert client.get(f"/items/{question.pk}/pins/").status_code == 404
    assert not Pin.objects.exists()
