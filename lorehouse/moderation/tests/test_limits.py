"""Floods and spam: a clear sentence, nothing typed lost, nothing silently away."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from lorehouse.connect import actions as connect
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.lib.errors import TooMuch
from lorehouse.moderation import actions
from lorehouse.moderation.models import Case, Limits
from lorehouse.stream import actions as stream

SPAM = "Look: " + " ".join(f"https://shop{n}.example/offer" for n in range(9))


@pytest.fixture(autouse=True)
def few(limited, db):
    """Limits that a test reaches."""
    Limits.objects.create(pk=1, posts=4, posts_new=2, mentions=6, mentions_new=2, flags=2)


@pytest.fixture
def newcomer(nils):
    """Nils as the pages see him, whose clock is the real one."""
    nils.joined_at = timezone.now()
    nils.save()
    return nils


def write(author, members, now, body="A few words on something."):
    return stream.write_note(author=author, audience=members, body=body, now=now)


def test_a_new_account_posts_less_at_once_and_is_told_so(nils, members, now):
    write(nils, members, now, "One.")
    write(nils, members, now, "Two.")
    with pytest.raises(TooMuch, match="From a new account the house takes at most 2 posts"):
        write(nils, members, now, "Three.")

    write(nils, members, now + timedelta(minutes=61), "Three, an hour later.")


def test_replies_count_as_posts(alice, note, now):
    for number in range(3):
        stream.comment(author=alice, parent=note, body=f"More {number}.", now=now)
    with pytest.raises(TooMuch, match="at most 4"):
        stream.comment(author=alice, parent=note, body="And more.", now=now)


def test_what_was_typed_is_still_in_the_form(client, newcomer, members, note):
    client.force_login(newcomer)
    form = {"title": "", "tags": "", "audience": members.pk}
    for number in range(2):
        answer = client.post("/stream/new/note/", {**form, "body": f"Note {number} of mine"})
        assert answer.status_code == 302
    answer = client.post("/stream/new/note/", {**form, "body": "My third thought"})
    assert answer.status_code == 422
    assert "at most 2 posts" in answer.text
    assert "My third thought" in answer.text

    answer = client.post(f"/items/{note.pk}/comments", {"body": "My fourth thought"})
    assert answer.status_code == 422
    assert "My fourth thought" in answer.text
    assert Item.objects.filter(author=newcomer).count() == 2


def test_the_api_answers_429(client, alice, now):
    Limits.objects.update(posts=1)
    _, word = connect.make_token(person=alice, now=now)

    def send(body):
        return client.post(
            "/api/v1/items",
            {"kind": "note", "body": body},
            content_type="application/json",
            headers={"authorization": f"Bearer {word}"},
        )

    assert send("Two.").status_code == 201
    answer = send("Three.")
    assert answer.status_code == 429
    assert "at most 1 posts" in answer.json()["detail"]


def test_mentions_are_counted_over_an_hour(alice, bob, erin, nils, members, now):
    write(nils, members, now, "Hello @alice")
    with pytest.raises(TooMuch, match="at most 2 people mentioned"):
        write(nils, members, now, "Hello @bob and @erin")


def test_flags_are_limited_by_the_day(bob, alice, members, respect, now):
    notes = [write(alice, members, now, f"Note {number}.") for number in range(3)]
    for one in notes[:2]:
        actions.flag(flagger=bob, item=one, rule=respect, now=now)
    actions.flag(flagger=bob, item=notes[0], rule=respect, words="Again.", now=now)
    with pytest.raises(TooMuch, match="at most 2 flags"):
        actions.flag(flagger=bob, item=notes[2], rule=respect, now=now)

    assert Case.objects.count() == 2


def test_moderators_are_not_limited(mona, members, now):
    for number in range(9):
        write(mona, members, now, f"{number}")


def test_spam_of_a_new_account_waits_and_its_author_sees_why(client, newcomer, bob, mona, members):
    client.force_login(newcomer)
    form = {"title": "", "tags": "", "audience": members.pk, "body": SPAM}
    page = client.post("/stream/new/note/", form, follow=True)

    assert page.status_code == 200
    assert "It waits for somebody to read it" in page.text
    assert "many links to other places" in page.text
    assert "shop3.example" in page.text
    item = Item.objects.get(author=newcomer)
    client.force_login(bob)
    assert client.get(f"/items/{item.pk}/").status_code == 404
    assert "shop3" not in client.get("/stream/").text
    client.force_login(mona)
    assert "shop1" in client.get("/moderation/?tab=held").text


def test_what_was_held_for_nothing_is_let_through(client, nils, mona, members, note, now):
    reply = stream.comment(author=nils, parent=note, body=SPAM, now=now)
    note.refresh_from_db()
    assert (reply.state, note.reply_count) == ("draft", 0)

    actions.keep(by=mona, case=Case.objects.get(), now=now)
    note.refresh_from_db()
    assert note.reply_count == 1
    assert Item.objects.get(pk=reply.pk).state == "live"
    followers.discover()
    followers.run_dry()
    assert mail.outbox[-1].to == [nils.email]


def test_held_spam_is_removed_with_a_rule_and_can_be_appealed(
    nils, mona, ada, members, respect, now
):
    item = write(nils, members, now, SPAM)
    case = actions.remove(by=mona, case=Case.objects.get(), rule=respect, reason="Spam.", now=now)
    made = actions.appeal(author=nils, case=case, words="My reading list!", now=now)
    actions.decide_appeal(by=ada, appeal=made, granted=True, now=now)

    assert Item.objects.get(pk=item.pk).state == "live"


def test_a_doubtful_text_is_seen_and_somebody_looks_at_it(nils, members, now):
    item = write(nils, members, now, SPAM.split("shop3")[0] + "and that is all I wanted to say.")

    assert item.state == "live"
    assert (Case.objects.get().confidence, Case.objects.get().is_held) == ("review", False)


def test_a_text_edited_into_spam_is_looked_at(nils, members, now):
    item = write(nils, members, now)
    items.edit(editor=nils, item=item, title="", body=SPAM, now=now)
    followers.discover()
    followers.run_dry()

    assert Case.objects.get().item == item
    assert Item.objects.get(pk=item.pk).state == "live"


def test_members_of_old_are_left_alone(alice, members, now):
    assert write(alice, members, now, SPAM).state == "live"
    assert not Case.objects.exists()


def test_administrators_set_the_limits(client, ada, alice):
    form = {"posts": 9, "posts_new": 3, "mentions": 9, "mentions_new": 3}
    form |= {"flags": 9, "flags_new": 3, "new_days": 0}
    client.force_login(ada)
    assert client.post("/moderation/limits/", form).status_code == 302
    assert Limits.current().posts == 9
    assert client.post("/moderation/limits/", {**form, "posts": 0}).status_code == 422

    client.force_login(alice)
    assert client.get("/moderation/limits/").status_code == 404
