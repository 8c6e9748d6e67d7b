"""The first page shows what is new and waiting, and nothing that is not for its reader."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lorehouse.items.models import Draft
from lorehouse.site.home import reading
from lorehouse.site.home.views import part_of_day
from lorehouse.stream import actions as stream


def front(client, person=None):
    """The first page as `person` sees it."""
    if person:
        client.force_login(person)
    return client.get("/").content.decode()


def test_members_see_the_talk_of_their_groups(client, bob, question):
    page = front(client, bob)

    assert "Which soil for figs?" in page
    assert "New in your groups" in page


def test_an_unanswered_question_asks_those_who_know(
    client, bob, alice, gardeners, question, answer, now
):
    other = stream.ask(
        asker=alice,
        audience=gardeners.audience,
        title="Which pot?",
        body="For figs.",
        tags=["figs"],
        now=now,
    )

    assert [item.pk for item in reading.open_questions(bob)] == [other.pk]
    assert reading.open_questions(alice) == []


def test_an_editor_sees_what_waits_for_review(client, erin, proposal):
    assert "Potting figs" in front(client, erin)
    assert [line.address for line in reading.tasks(erin, timezone.now())] == [
        proposal.get_absolute_url()
    ]


def test_its_author_is_not_asked_to_review_it(alice, proposal):
    assert reading.tasks(alice, timezone.now()) == []


def test_an_owner_is_asked_to_verify_an_article_that_ran_out(alice, article, now):
    article.verified_until = now - timedelta(days=1)
    article.save(update_fields=["verified_until"])

    assert [line.label for line in reading.tasks(alice, now)] == ["Potting figs"]


def test_drafts_are_found_again(client, alice, now):
    ask = "/stream/new/question/"
    kept = {"title": "Why do figs", "address": ask}
    Draft.objects.create(writer=alice, key="a", fields=kept, saved_at=now)
    Draft.objects.create(writer=alice, key="b", fields={"body": " ", "address": ask}, saved_at=now)

    lines = reading.drafts(alice)

    assert [(line.label, line.address) for line in lines] == [("Why do figs", ask)]
    assert "Why do figs" in front(client, alice)


@pytest.mark.parametrize(
    ("hour", "part"), [(3, "evening"), (7, "morning"), (12, "day"), (19, "evening")]
)
def test_the_greeting_fits_the_hour(hour, part):
    assert part_of_day(hour) == part


def test_the_latest_articles_stand_beside(client, alice, article):
    assert "Potting figs" in front(client, alice)


def test_the_page_asks_the_database_no_more_for_more_threads(
    client, alice, gardeners, question, now, django_assert_max_num_queries
):
    for number in range(5):
        stream.ask(
            asker=alice,
            audience=gardeners.audience,
            title=f"And {number}?",
            body="Please.",
            tags=["a", "b"],
            now=now,
        )
    client.force_login(alice)

    with django_assert_max_num_queries(24):
        client.get("/")


def test_visitors_are_welcomed_and_see_only_what_is_public(client, article, question):
    page = front(client)

    assert "/accounts/login/" in page
    assert "Potting figs" not in page
    assert "figs" not in page


def test_outsiders_see_nothing_of_the_group(client, carol, question, answer):
    assert "figs" not in front(client, carol)
