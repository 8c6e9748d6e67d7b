"""Who is told of what: those who are addressed, once, and only of what they may see."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lorehouse.groups import actions as groups
from lorehouse.groups.models import EndedMembership, Membership, MembershipRequest
from lorehouse.items import actions as items
from lorehouse.ledger import followers
from lorehouse.library import actions as library
from lorehouse.notify import actions, inbox
from lorehouse.notify.models import Delivery, Notice
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream


def again(person):
    """The same person at their next request."""
    return Person.objects.get(pk=person.pk)


def test_the_asker_is_told_of_an_answer(told, alice, answer):
    assert told(alice) == [("answer", "item", answer.pk)]


def test_nobody_is_told_of_their_own_words(told, alice, question, now):
    stream.comment(author=alice, parent=question, body="I forgot: @alice waters them.", now=now)

    assert told(alice) == []


def test_who_is_mentioned_and_replied_to_is_told_once(told, alice, bob, question, now):
    comment = stream.comment(author=bob, parent=question, body="@alice, in pots?", now=now)

    assert told(alice) == [("reply", "item", comment.pk)]


def test_facts_read_twice_tell_nobody_twice(told, alice, answer):
    told(alice)
    followers.skip_to("items.addressed", (0, 0), now=answer.created_at)

    assert told(alice) == [("answer", "item", answer.pk)]
    assert Delivery.objects.filter(person=alice).count() == 1


def test_a_mention_that_is_edited_in_counts(told, alice, bob, gardeners, now):
    note = stream.write_note(author=bob, audience=gardeners.audience, body="Figs!", now=now)
    items.edit(editor=bob, item=note, title="", body="Figs, @alice!", now=now)

    assert told(alice) == [("mention", "item", note.pk)]


def test_who_may_not_see_it_is_not_told(told, carol, erin, bob, question, now):
    stream.comment(author=bob, parent=question, body="@carol and @erin, what of it?", now=now)

    assert told(carol) == told(erin) == []


def test_a_long_list_of_names_addresses_each_once(told, bob, members, now):
    people = [
        Person.objects.create_user(f"p{n}@house.example", name=f"P{n}", handle=f"p{n}")
        for n in range(50)
    ]
    body = " ".join(f"@{person.handle}" for person in [*people, *people])
    stream.write_note(author=bob, audience=members, body=body, now=now)
    told(bob)

    assert Notice.objects.count() == 50


def test_the_writer_is_told_that_their_answer_was_accepted(told, alice, bob, answer, now):
    stream.accept(by=alice, answer=answer, now=now)

    assert told(bob) == [("accepted", "item", answer.pk)]


def test_an_acceptance_that_is_taken_back_is_not_unread_any_more(told, alice, bob, answer, now):
    stream.accept(by=alice, answer=answer, now=now)
    told(bob)
    stream.withdraw_acceptance(by=alice, answer=answer, now=now)
    told(bob)

    assert inbox.unread_count(again(bob)) == 0


def test_editors_are_asked_for_a_review_until_one_has_given_it(
    told, erin, ada, alice, proposal, now
):
    assert told(erin) == told(ada) == [("review", "proposal", proposal.pk)]
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=now)

    assert ("reviewed", "proposal", proposal.pk) in told(alice)
    assert inbox.unread_count(again(ada)) == 0


def test_a_review_is_asked_for_again_after_changes(told, erin, alice, proposal, now):
    told(erin)
    library.review(
        reviewer=erin, proposal=proposal, decision="ask_changes", note="Shorter.", now=now
    )
    told(erin)
    proposal.refresh_from_db()
    library.submit(writer=alice, proposal=proposal, now=now)

    assert told(erin) == [("review", "proposal", proposal.pk)] * 2
    assert inbox.unread_count(again(erin)) == 1


def test_the_owner_is_told_how_an_article_worked(told, alice, bob, article, now):
    note = library.leave_field_note(
        author=bob, article=article, outcome="worked", body="On clay.", now=now
    )

    assert ("field_note", "item", note.pk) in told(article.owner)


def test_whoever_is_invited_is_told(told, carol, alice, gardeners, now):
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)

    assert told(carol) == [("invited", "group", gardeners.pk)]
    line = inbox.inbox(again(carol)).lines[0]
    assert line.said == "Alice Amber invites you to a group"


def test_stewards_are_told_of_requests_and_the_let_in_that_they_are(told, alice, erin, now):
    circle = groups.found(founder=alice, name="Circle", purpose="Us.", entry="request", now=now)
    groups.join(person=erin, group=circle, now=now)
    assert ("request", "group_requests", circle.pk) in told(alice)

    request = MembershipRequest.objects.get()
    groups.admit(steward=alice, request=request, now=now)
    assert told(erin) == [("granted", "group", circle.pk)]
    assert inbox.unread_count(again(alice)) == 0


@pytest.fixture
def circle(alice, now):
    """A group of Alice's that one asks to be let into."""
    return groups.found(founder=alice, name="Circle", purpose="Us.", entry="request", now=now)


def test_who_is_not_let_in_is_told_with_the_answer(told, alice, erin, circle, now):
    request = groups.join(person=erin, group=circle, now=now)
    groups.decline(steward=alice, request=request, answer="In spring.", now=now)

    assert told(erin) == [("declined", "group_declined", circle.pk)]
    line = inbox.inbox(again(erin)).lines[0]
    assert (line.said, line.subject.excerpt) == ("Your request to join was declined", "In spring.")


def test_a_declined_request_leaves_the_stewards_nothing_to_do(told, alice, erin, circle, now):
    request = groups.join(person=erin, group=circle, now=now)
    told(alice)
    assert inbox.unread_count(again(alice)) == 1
    groups.decline(steward=alice, request=request, now=now)
    told(alice)

    assert inbox.unread_count(again(alice)) == 0
    assert inbox.inbox(again(alice)).lines == []


def test_asking_again_tells_the_stewards_again_and_settles_the_answer(
    told, alice, erin, circle, now
):
    request = groups.join(person=erin, group=circle, now=now)
    groups.decline(steward=alice, request=request, now=now)
    told(erin)
    groups.join(person=erin, group=circle, words="Please.", now=now + timedelta(hours=1))
    told(erin)

    assert inbox.unread_count(again(erin)) == 0
    assert inbox.unread_count(again(alice)) == 1


def test_whose_membership_is_ended_is_told_why_though_the_group_is_closed(
    told, alice, bob, gardeners, now
):
    groups.change(
        steward=alice, group=gardeners, name="Gardeners", purpose="p", entry="invitation", now=now
    )
    groups.remove(steward=alice, group=gardeners, person=bob, reason="No hoe.", now=now)
    assert [one[0] for one in told(bob)] == ["ended"]

    line = inbox.inbox(again(bob)).lines[0]
    assert line.said == "Alice Amber ended your membership"
    assert (line.subject.excerpt, line.subject.address) == ("No hoe.", "/groups/")


def test_what_was_put_away_where_it_stands_counts_no_more(client, told, alice, bob, gardeners, now):
    groups.remove(steward=alice, group=gardeners, person=bob, reason="No hoe.", now=now)
    told(bob)
    assert inbox.unread_count(again(bob)) == 1
    client.force_login(bob)
    (ended,) = EndedMembership.objects.all()
    client.post(f"/groups/ended/{ended.pk}")

    assert inbox.unread_count(again(bob)) == 0
    assert inbox.inbox(again(bob)).lines == []


def test_what_somebody_may_see_no_more_counts_no_more(told, alice, erin, circle, now):
    groups.join(person=erin, group=circle, now=now)
    told(alice)
    assert inbox.unread_count(again(alice)) == 1
    Membership.objects.filter(person=alice, group=circle).update(is_steward=False)

    assert inbox.unread_count(again(alice)) == 0


def test_who_leaves_is_told_nothing(told, alice, bob, gardeners, now):
    groups.leave(person=bob, group=gardeners, now=now)

    assert told(bob) == told(alice) == []


def test_old_facts_fill_the_inbox_and_send_nothing(told, alice, bob, question, now):
    stream.answer(author=bob, question=question, body="Long ago.", now=now - timedelta(days=400))

    assert len(told(alice)) == 1
    assert not Delivery.objects.exists()


def test_the_cost_of_a_post_does_not_grow_with_its_group(told, alice, gardeners, now):
    """Rows and questions are counted, not time: with 3 members and with 60 they are the same."""

    def follow_one_post():
        stream.write_note(author=alice, audience=gardeners.audience, body="Figs.", now=now)
        with CaptureQueriesContext(connection) as asked:
            followers.run_dry()
        return len(asked), Notice.objects.count(), Delivery.objects.count()

    join(gardeners, range(3), now)
    followers.run_dry()
    follow_one_post()  # the search index is made
    few = follow_one_post()
    join(gardeners, range(3, 60), now)
    followers.run_dry()

    assert follow_one_post() == few


def join(group, numbers, now):
    """So many people join the group."""
    for number in numbers:
        person = Person.objects.create_user(f"g{number}@house.example", name=f"G{number}")
        groups.join(person=person, group=group, now=now)


def test_who_leaves_the_group_loses_its_notices_at_once(told, client, bob, alice, question, now):
    stream.comment(author=alice, parent=question, body="@bob, do you know?", now=now)
    told(bob)
    client.force_login(bob)
    assert "Which soil for figs?" in client.get("/inbox/").content.decode()
    groups.remove(steward=alice, group=question.audience.group, person=bob, reason="Off.", now=now)

    page = client.get("/inbox/?show=all").content.decode()
    assert "figs" not in page
    assert inbox.unread_count(again(bob)) == 0


def test_a_removed_post_takes_its_notices_along(told, client, alice, bob, answer, now):
    told(alice)
    items.remove(remover=bob, item=answer, now=now)
    told(alice)
    client.force_login(alice)

    assert inbox.unread_count(again(alice)) == 0
    assert client.get("/inbox/?show=all").content.decode().count("notice-line") == 0


def test_a_notice_follows_its_thread_to_another_audience(
    told, alice, erin, members, bob, gardeners, now
):
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    note = stream.write_note(author=bob, audience=members, body="Hello @erin", now=now)
    told(erin)
    items.change_audience(by=bob, item=note, audience=gardeners.audience, now=now)
    told(erin)

    assert Notice.objects.get(person=erin, reason="mention").audience == gardeners.audience


@pytest.mark.parametrize("level, count", [("every", 1), ("daily", 0), ("addressed", 0)])
def test_a_member_who_wants_every_post_gets_a_mail_of_each(
    told, bob, alice, gardeners, now, level, count
):
    actions.choose_participation(person=bob, group=gardeners, level=level, now=now)
    stream.write_note(author=alice, audience=gardeners.audience, body="Figs.", now=now)
    told(bob)

    assert Delivery.objects.filter(person=bob, kind="post").count() == count


def test_one_post_is_one_mail_whatever_reasons_it_has(told, bob, alice, question, answer, now):
    actions.choose_participation(person=bob, group=question.audience.group, level="every", now=now)
    told(bob)
    Delivery.objects.all().delete()
    stream.comment(author=alice, parent=answer, body="Thanks @bob", now=now)
    told(bob)

    assert Delivery.objects.filter(person=bob).count() == 1


def test_outsiders_are_told_nothing_of_a_closed_group(told, carol, mona, alice, answer, now):
    stream.accept(by=alice, answer=answer, now=now)

    assert told(carol) == told(mona) == []
