"""Polls: one vote each, changed until closing, counted right, and nobody's business whose."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.people.models import Person
from lorehouse.stream import actions as stream
from lorehouse.stream.kinds.polls import poll as read_poll
from lorehouse.stream.models import Ballot, Poll


def opened(author, audience, now, **more):
    """A poll of three options, and their ids."""
    fields = {"body": "When do we meet?", "options": ["Monday", "Tuesday", "Friday"]} | more
    item = stream.open_poll(author=author, audience=audience, now=now, **fields)
    return item, list(item.poll.options.values_list("pk", flat=True))


@pytest.fixture
def poll(alice, gardeners, now):
    """Alice's poll for the gardeners: one choice."""
    return opened(alice, gardeners.audience, now)


def numbers(reader, item, now):
    """The counts as `reader` sees them."""
    return [one.number for one in read_poll(reader, item, now).choices]


def test_voting_again_changes_the_vote(client, bob, poll, now):
    item, (monday, tuesday, _) = poll
    client.force_login(bob)
    client.post(f"/items/{item.pk}/ballot", {"option": monday})
    page = client.post(
        f"/items/{item.pk}/ballot", {"option": tuesday}, headers={"hx-request": "true"}
    ).text

    assert "1 person has voted" in page and "<html" not in page
    assert numbers(bob, item, now) == [0, 1, 0]


def test_a_vote_can_be_taken_back(client, bob, poll, now):
    item, (monday, *_) = poll
    client.force_login(bob)
    client.post(f"/items/{item.pk}/ballot", {"option": monday})
    client.post(f"/items/{item.pk}/ballot", {"option": monday, "value": "0"})

    assert not Ballot.objects.exists()


@pytest.mark.parametrize("options", [[], ["x"], ["999999"]])
def test_what_cannot_be_chosen_is_refused(client, bob, poll, options):
    item, _ = poll
    client.force_login(bob)

    assert client.post(f"/items/{item.pk}/ballot", {"option": options}).status_code == 422


def test_several_only_where_the_poll_says_so(alice, bob, gardeners, poll, now):
    item, options = poll
    with pytest.raises(Unfit, match="One option"):
        stream.cast(voter=bob, item=item, options=options[:2], now=now)
    other, options = opened(alice, gardeners.audience, now, several=True)
    stream.cast(voter=bob, item=other, options=options[:2], now=now)

    assert numbers(bob, other, now) == [1, 1, 0]
    assert read_poll(bob, other, now).voters == 1


def test_without_options_it_is_yes_or_no(alice, gardeners, now):
    item, _ = opened(alice, gardeners.audience, now, options=[])

    assert [one.text for one in item.poll.options.all()] == ["Yes", "No"]


def test_results_are_shown_to_whoever_voted(client, alice, bob, poll, now):
    item, (monday, *_) = poll
    stream.cast(voter=bob, item=item, options=[monday], now=now)

    assert numbers(alice, item, now) == [None, None, None]
    assert numbers(bob, item, now) == [1, 0, 0]
    client.force_login(alice)
    assert (
        "You see the results when you have voted"
        in client.get(f"/stream/{item.pk}/", follow=True).text
    )


def test_results_wait_for_the_end_where_the_author_chose_so(alice, bob, gardeners, now):
    later = now + timedelta(days=1)
    item, (monday, *_) = opened(
        alice, gardeners.audience, now, results="after_close", closes_at=later
    )
    stream.cast(voter=bob, item=item, options=[monday], now=now)

    assert numbers(bob, item, now) == [None, None, None]
    assert numbers(alice, item, later) == [1, 0, 0]


def test_the_page_says_when_it_closes(client, alice, gardeners, now):
    item, _ = opened(alice, gardeners.audience, now, closes_at=now.replace(year=2099))
    client.force_login(alice)

    assert (
        "It closes on 15 January 2099, 12:00"
        in client.get(item.get_absolute_url(), follow=True).text
    )


def test_after_closing_nothing_changes(client, alice, bob, poll, now):
    item, (monday, tuesday, _) = poll
    stream.cast(voter=bob, item=item, options=[monday], now=now)
    client.force_login(bob)
    assert client.post(f"/items/{item.pk}/closing").status_code == 403
    client.force_login(alice)
    client.post(f"/items/{item.pk}/closing")

    with pytest.raises(Unfit, match="closed"):
        stream.cast(voter=bob, item=item, options=[tuesday], now=Poll.objects.get().closes_at)
    assert "The poll is closed" in client.get(f"/stream/{item.pk}/", follow=True).text


def test_who_chose_what_is_not_shown(client, alice, bob, erin, members, now):
    item, (monday, *_) = opened(alice, members, now)
    stream.cast(voter=bob, item=item, options=[monday], now=now)
    stream.cast(voter=erin, item=item, options=[monday], now=now)
    client.force_login(erin)

    assert "Bob" not in client.get(f"/stream/{item.pk}/", follow=True).text


def test_a_poll_open_by_name_says_so_before_and_shows_it_after(
    client, alice, bob, erin, members, now
):
    item, (monday, *_) = opened(alice, members, now, by_name=True)
    client.force_login(erin)
    assert "This poll is open by name" in client.get(f"/stream/{item.pk}/", follow=True).text

    stream.cast(voter=bob, item=item, options=[monday], now=now)
    stream.cast(voter=erin, item=item, options=[monday], now=now)
    assert "Bob Beech" in client.get(f"/stream/{item.pk}/", follow=True).text


def test_the_database_holds_one_choice_a_voter(bob, poll, now):
    item, (monday, tuesday, _) = poll
    stream.cast(voter=bob, item=item, options=[monday], now=now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(poll=item.poll, option_id=tuesday, voter=bob, is_single=True)


CHOICES = st.lists(st.tuples(st.integers(0, 2), st.sets(st.integers(0, 2))), max_size=12)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(choices=CHOICES)
def test_counts_are_those_of_each_voters_last_choice(
    alice, bob, erin, gardeners, members, now, choices
):
    with transaction.atomic():
        item, options = opened(alice, members, now, several=True)
        last = {}
        for who, chosen in choices:
            voter = [alice, bob, erin][who]
            stream.cast(voter=voter, item=item, options=[options[n] for n in chosen], now=now)
            last[who] = chosen
        seen = read_poll(alice, item, now + timedelta(days=1))
        stream.close(by=alice, item=item, now=now)
        seen = read_poll(alice, item, now)
        transaction.set_rollback(True)

    assert [one.number for one in seen.choices] == [
        sum(n in chosen for chosen in last.values()) for n in range(3)
    ]
    assert seen.voters == sum(bool(chosen) for chosen in last.values())


@pytest.mark.django_db(transaction=True)
def test_votes_at_the_same_moment_are_counted_once_each(alice, members, now):
    item, options = opened(alice, members, now)
    voters = [
        Person.objects.create_user(f"v{n}@house.example", name=f"Voter {n}") for n in range(4)
    ]
    start, failed = Barrier(8), []

    def vote(voter, option):
        try:
            start.wait(10)
            stream.cast(voter=voter, item=item, options=[option], now=now)
        except Exception as reason:  # noqa: BLE001  the test tells of it
            failed.append(reason)
        finally:
            connection.close()

    threads = [
        Thread(target=vote, args=(Person.objects.get(pk=voter.pk), options[n]))
        for voter in voters
        for n in (0, 1)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(30)

    assert failed == []
    assert Ballot.objects.count() == 4
    stream.close(by=alice, item=item, now=now)
    assert sum(numbers(alice, item, now)) == 4


def test_carol_neither_votes_nor_learns_of_the_poll(client, carol, poll, now):
    item, (monday, *_) = poll
    client.force_login(carol)
    assert client.post(f"/items/{item.pk}/ballot", {"option": monday}).status_code == 404
    assert client.post(f"/items/{item.pk}/closing").status_code == 404
    with pytest.raises(NotAllowed):
        stream.cast(voter=carol, item=item, options=[monday], now=now)
