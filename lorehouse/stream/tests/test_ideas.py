"""Ideas: arguments side by side, a path with reasons, experiences from trials."""

import pytest

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.stream import actions as stream
from lorehouse.stream import policy
from lorehouse.stream.feed import Wish, feed
from lorehouse.stream.models import Idea


@pytest.fixture
def idea(bob, gardeners, now):
    """Bob's idea for the gardeners, of whom Alice is steward."""
    return stream.propose(
        author=bob, audience=gardeners.audience, title="One greenhouse", body="For all.", now=now
    )


def page(client, person, item):
    client.force_login(person)
    return client.get(f"/stream/{item.pk}/", follow=True).text


def test_arguments_stand_side_by_side_and_bring_it_into_debate(client, alice, bob, idea):
    client.force_login(alice)
    client.post(f"/items/{idea.pk}/arguments", {"side": "for", "body": "It saves glass."})
    client.post(f"/items/{idea.pk}/arguments", {"side": "against", "body": "Slugs travel."})
    shown = page(client, bob, idea)
    pro, contra = shown.split('data-side="against"', 1)

    assert "It saves glass." in pro and "Slugs travel." in contra
    assert "It saves glass." not in contra
    assert Idea.objects.get().stage == "debated"


def test_an_argument_is_judged_and_replied_to_like_anything(client, alice, bob, idea, now):
    argument = stream.argue(author=alice, item=idea, side="for", body="It saves glass.", now=now)
    client.force_login(bob)
    client.post(f"/items/{argument.pk}/vote", {"value": 1})
    client.post(f"/items/{argument.pk}/comments", {"body": "And heat."})
    argument.refresh_from_db()

    assert argument.score == 1
    assert "And heat." in page(client, bob, idea)


def test_an_argument_is_not_listed_among_the_other_replies(client, alice, bob, idea, now):
    stream.argue(author=alice, item=idea, side="for", body="It saves glass.", now=now)

    assert page(client, bob, idea).count("It saves glass.") == 1


def test_a_refused_argument_is_still_in_its_field(client, alice, idea):
    client.force_login(alice)
    answer = client.post(
        f"/items/{idea.pk}/arguments", {"side": "against", "body": "y" * 1_000_001}
    )

    assert answer.status_code == 422
    assert "yyyyyyyyyy" in answer.text.split('data-side="against"', 1)[1]


def test_the_path_is_visible_with_who_when_and_why(client, alice, bob, idea, now):
    stream.move(by=bob, item=idea, stage="trial", reason="Let us see.", now=now)
    stream.move(by=alice, item=idea, stage="adopted", reason="Everybody gained.", now=now)
    shown = page(client, bob, idea)

    assert "Let us see." in shown and "Everybody gained." in shown
    assert [one.stage for one in Idea.objects.get().steps.all()] == ["proposed", "trial", "adopted"]


@pytest.mark.parametrize("stage", ["adopted", "declined"])
def test_a_decision_has_a_reason(client, bob, idea, stage):
    client.force_login(bob)
    answer = client.post(f"/items/{idea.pk}/stage", {"stage": stage, "reason": "  "})

    assert answer.status_code == 422
    assert "Say why" in answer.text
    assert Idea.objects.get().stage == "proposed"


def test_its_author_and_the_groups_stewards_move_it(alice, bob, mona, idea, gardeners, now):
    groups.invite(inviter=alice, group=gardeners, person=mona, now=now)
    groups.join(person=mona, group=gardeners, now=now)
    assert policy.may_move(alice, idea) and policy.may_move(bob, idea)
    assert not policy.may_move(mona, idea)
    with pytest.raises(NotAllowed):
        stream.move(by=mona, item=idea, stage="trial", now=now)


def test_for_the_whole_house_moderators_move_it(alice, erin, mona, members, now):
    idea = stream.propose(author=alice, audience=members, title="Quiet hours", now=now)

    assert policy.may_move(mona, idea) and not policy.may_move(erin, idea)


def test_experiences_come_with_the_trial(client, alice, bob, idea, now):
    with pytest.raises(Unfit, match="not on trial"):
        stream.report(author=alice, item=idea, outcome="worked", body="Fine.", now=now)
    stream.move(by=bob, item=idea, stage="trial", now=now)
    client.force_login(alice)
    client.post(
        f"/items/{idea.pk}/experiences",
        {"outcome": "changes", "body": "With more light.", "circumstances": "Winter"},
    )
    shown = page(client, bob, idea)

    assert "With more light." in shown and "Winter" in shown and "Worked with changes 1" in shown


def test_a_decided_idea_takes_no_more_arguments(alice, bob, idea, now):
    stream.move(by=bob, item=idea, stage="declined", reason="No room.", now=now)
    with pytest.raises(Unfit, match="decided"):
        stream.argue(author=alice, item=idea, side="for", body="Yet!", now=now)


def test_what_was_removed_leaves_no_circumstances(client, alice, bob, idea, now):
    stream.move(by=bob, item=idea, stage="trial", now=now)
    said = stream.report(
        author=alice,
        item=idea,
        outcome="failed",
        body="Hail.",
        circumstances="On the roof",
        now=now,
    )
    items.remove(remover=alice, item=said, now=now)
    shown = page(client, bob, idea)

    assert "On the roof" not in shown and "Hail." not in shown


def test_the_feed_shows_ideas_of_one_stage(client, bob, idea, now):
    other = stream.propose(author=bob, audience=idea.audience, title="Bees", now=now)
    stream.move(by=bob, item=other, stage="trial", now=now)

    assert [card.pk for card in feed(bob, Wish(kind="idea", stage="trial")).cards] == [other.pk]
    client.force_login(bob)
    shown = client.get("/stream/?kind=idea&stage=trial").text
    assert "Bees" in shown and "One greenhouse" not in shown and "On trial" in shown


def test_arguments_are_found_by_search_kinds(alice, idea, now):
    argument = stream.argue(author=alice, item=idea, side="for", body="It saves glass.", now=now)

    assert Item.objects.get(pk=argument.pk).kind == "argument"
    assert argument.root_id == idea.pk


def test_carol_learns_and_moves_nothing(client, carol, idea):
    client.force_login(carol)
    for address in ("stage", "arguments", "experiences"):
        answer = client.post(f"/items/{idea.pk}/{address}", {"stage": "trial", "side": "for"})
        assert answer.status_code == 404
