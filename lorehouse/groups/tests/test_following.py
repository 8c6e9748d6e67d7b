"""Following people, tags and groups: one's own affair, counted and never named."""

import pytest

from lorehouse.groups import actions
from lorehouse.groups.following import Followed, followed_by, follower_count, follows
from lorehouse.groups.models import Following
from lorehouse.lib.errors import Unfit
from lorehouse.people.models import Visitor


def test_what_somebody_follows_comes_by_kind_in_one_question(
    bob, alice, gardeners, now, django_assert_num_queries
):
    actions.follow(person=bob, kind="person", target_id=alice.pk, now=now)
    actions.follow(person=bob, kind="group", target_id=gardeners.pk, now=now)
    actions.follow(person=bob, kind="tag", target_id=7, now=now)

    with django_assert_num_queries(1):
        found = followed_by(bob)
    assert found == Followed(
        people=frozenset({alice.pk}), groups=frozenset({gardeners.pk}), tags=frozenset({7})
    )


def test_following_twice_is_following_once(bob, alice, now):
    for _ in range(2):
        actions.follow(person=bob, kind="person", target_id=alice.pk, now=now)

    assert follower_count("person", alice.pk) == 1


def test_one_can_stop(bob, alice, now):
    actions.follow(person=bob, kind="person", target_id=alice.pk, now=now)
    actions.unfollow(person=bob, kind="person", target_id=alice.pk, now=now)

    assert not follows(bob, "person", alice.pk)
    assert not followed_by(bob)


def test_nobody_follows_themselves_or_things_of_no_kind(bob, now):
    for kind in ("person", "department"):
        with pytest.raises(Unfit):
            actions.follow(person=bob, kind=kind, target_id=bob.pk, now=now)


def test_a_closed_account_is_not_counted(bob, alice, now):
    actions.follow(person=bob, kind="person", target_id=alice.pk, now=now)
    bob.is_active = False
    bob.save()

    assert follower_count("person", alice.pk) == 0


def test_outsiders_follow_neither_people_nor_groups_they_may_not_see(carol, alice, gardeners, now):
    for kind, target in (("person", alice), ("group", gardeners)):
        with pytest.raises(Unfit):
            actions.follow(person=carol, kind=kind, target_id=target.pk, now=now)

    assert not Following.objects.exists()
    assert not followed_by(Visitor())
