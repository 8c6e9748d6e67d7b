"""The inbox and the page of all preferences, as people use them."""

import re

import pytest

from lorehouse.library import actions as library
from lorehouse.notify import actions, inbox
from lorehouse.notify.models import Notice, Preferences
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


@pytest.fixture
def notice(told, alice, answer):
    """Alice's notice of Bob's answer."""
    told(alice)
    return Notice.objects.get(person=alice)


def page(client, person, address="/inbox/"):
    """The page as text."""
    client.force_login(person)
    return client.get(address).content.decode()


def test_the_top_of_every_page_says_how_many_are_unread(client, alice, notice):
    assert 'aria-label="Inbox, 1 unread"' in page(client, alice, "/library/")


def test_opening_a_notice_leads_there_and_reads_it(client, alice, answer, notice):
    client.force_login(alice)
    opened = client.get(f"/inbox/{notice.pk}/")

    assert opened["Location"] == f"/items/{answer.pk}/"
    assert 'aria-label="Inbox"' in page(client, alice, "/library/")


def test_a_notice_can_be_read_and_unread_where_it_stands(client, alice, notice):
    client.force_login(alice)
    client.post(f"/inbox/{notice.pk}/reading", {"value": "1"})
    assert inbox.unread_count(alice) == 0

    line = client.post(f"/inbox/{notice.pk}/reading", {"value": "0"}, HTTP_HX_REQUEST="true")
    assert inbox.unread_count(alice) == 1
    assert "Mark as read" in line.content.decode()


def test_marking_all_as_read_spares_what_came_after_the_page_was_made(
    client, told, alice, bob, question, notice, now
):
    client.force_login(alice)
    until = re.search(r'name="until" value="([^"]+)"', page(client, alice))[1]
    later = now.replace(hour=13)
    stream.comment(author=bob, parent=question, body="One more.", now=later)
    told(alice)
    client.post("/inbox/reading", {"until": until})

    assert inbox.unread_count(alice) == 1
    assert page(client, alice, "/inbox/?show=all").count("notice-line") == 2


def test_one_of_those_read_together_can_be_unread_again(client, alice, notice, now):
    actions.read_all(person=alice, until=now, now=now)
    client.force_login(alice)
    client.post(f"/inbox/{notice.pk}/reading", {"value": "0"})

    assert inbox.unread_count(alice) == 1


def test_reading_the_conversation_reads_its_notices(client, told, alice, question, notice):
    client.force_login(alice)
    client.post(f"/items/{question.pk}/reading")
    told(alice)

    assert inbox.unread_count(alice) == 0


def test_two_clicks_lead_from_the_notice_of_a_plain_change_to_its_approval(
    client, told, erin, bob, article, now
):
    change = library.save(
        writer=bob, article=article, title="Potting figs", body="# Soil\n\nLoam.", now=now
    )
    library.submit(writer=bob, proposal=change, now=now)
    told(erin)
    first = re.search(r'href="(/inbox/\d+/)"', page(client, erin))[1]
    review = client.get(first, follow=True)  # the first click
    text = review.content.decode()
    form = re.search(r'action="(/reviews/\d+/decision)"', text)[1]
    seen = re.search(r'name="seen_version" value="(\d+)"', text)[1]
    client.post(form, {"decision": "publish", "seen_version": seen})  # the second

    article.item.refresh_from_db()
    assert article.item.body == "# Soil\n\nLoam."


def test_an_inbox_says_what_it_would_hold(client, alice):
    assert "You have read everything" in page(client, alice)
    assert "Nothing has been addressed" in page(client, alice, "/inbox/?show=all")


def test_a_long_inbox_goes_on(client, told, alice, bob, question, now):
    for number in range(35):
        stream.comment(author=bob, parent=question, body=f"Point {number}.", now=now)
        stream.write_note(
            author=bob, audience=question.audience, body=f"@alice, {number}?", now=now
        )
    told(alice)
    first = page(client, alice)
    cursor = re.search(r'href="(/inbox/\?cursor=[^"]+)"', first)[1]

    assert first.count('class="notice-line') == 30
    assert page(client, alice, cursor).count('class="notice-line') == 6  # the replies are one


def test_a_cursor_that_is_none_of_ours_is_refused(client, alice):
    client.force_login(alice)

    assert client.get("/inbox/?cursor=rubbish").status_code == 422


CHOICES = {
    "timezone": "Asia/Tokyo",
    "digest": "daily",
    "hour": "6",
    "weekday": "4",
    "quiet_from": "21",
    "quiet_until": "6",
}


def test_one_page_holds_every_choice(client, bob, gardeners):
    client.force_login(bob)
    given = {
        **CHOICES,
        "reason-mention": ["inbox", "push"],
        f"group-{gardeners.pk}": "every",
    }
    answer = client.post("/settings/notifications/", given)

    assert answer.status_code == 302
    kept = Preferences.objects.get(person=bob)
    assert (kept.digest, kept.hour, kept.weekday, kept.quiet_from) == ("daily", 6, 4, 21)
    assert kept.channels("mention") == {"inbox", "push"}
    assert kept.channels("review") == frozenset(), "nothing was ticked there"
    assert bob.participations.get().level == "every"
    assert Person.objects.get(pk=bob.pk).timezone == "Asia/Tokyo"
    shown = page(client, bob, "/settings/notifications/")
    assert '<option value="every" selected>' in shown


def test_a_wrong_choice_says_so_and_keeps_the_rest(client, bob, gardeners):
    client.force_login(bob)
    answer = client.post(
        "/settings/notifications/", {**CHOICES, "timezone": "Mars/Olympus", "hour": "6"}
    )

    assert answer.status_code == 422
    assert '<option value="6" selected>' in answer.content.decode()


def test_a_reason_not_wanted_in_the_inbox_is_not_there(client, told, alice, question, bob, now):
    actions.ensure_preferences(alice, now=now)
    Preferences.objects.filter(person=alice).update(chosen={"answer": ["mail"]})
    stream.answer(author=bob, question=question, body="Loam.", now=now)
    assert len(told(alice)) == 1

    assert "notice-line" not in page(client, alice, "/inbox/?show=all")
    assert inbox.unread_count(Person.objects.get(pk=alice.pk)) == 0


def test_a_groups_own_page_can_change_how_one_takes_part(client, bob, gardeners):
    client.force_login(bob)
    client.post(f"/groups/{gardeners.slug}/participation", {"level": "addressed"})

    assert bob.participations.get().level == "addressed"


def test_who_is_not_in_a_group_takes_no_part(client, erin, gardeners):
    client.force_login(erin)
    answer = client.post(f"/groups/{gardeners.slug}/participation", {"level": "every"})

    assert answer.status_code in {403, 404}
    assert not erin.participations.exists()


def test_who_leaves_a_group_takes_no_part_any_more(client, told, bob, gardeners, now):
    client.force_login(bob)
    client.post(f"/groups/{gardeners.slug}/participation", {"level": "every"})
    client.post(f"/groups/{gardeners.slug}/membership", {"action": "leave"})
    told(bob)

    assert not bob.participations.exists()


def test_others_do_not_learn_of_ones_notices(client, carol, notice):
    client.force_login(carol)

    assert client.get(f"/inbox/{notice.pk}/").status_code == 404
    assert client.post(f"/inbox/{notice.pk}/reading").status_code == 404
