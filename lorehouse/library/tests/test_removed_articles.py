"""An article that breaks a rule: flagged, removed citing it, its author told, back on appeal."""

import pytest
from django.core import mail

from lorehouse.ledger import followers
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Article
from lorehouse.moderation import actions as moderation
from lorehouse.moderation import reading
from lorehouse.moderation.models import Case, Rule
from lorehouse.notify import inbox
from lorehouse.stream import actions as stream


@pytest.fixture
def respect(db):
    """The first rule of a new house."""
    reading.rules()
    return Rule.objects.get(slug="respect")


@pytest.fixture
def case(bob, article, respect, now):
    """Bob flagged the article."""
    return moderation.flag(flagger=bob, item=article.item, rule=respect, now=now).case


@pytest.fixture
def removed(client, mona, case):
    """Mona removed it from her queue."""
    client.force_login(mona)
    answer = client.post(
        case.get_absolute_url(),
        {"decision": "remove", "rule": "respect", "reason": "It names a customer."},
    )
    assert answer.status_code == 302
    follow()
    case.refresh_from_db()
    return case


def follow():
    followers.discover()
    followers.run_dry()


def test_a_flagged_article_waits_in_the_queue_and_can_be_removed_there(client, mona, case):
    client.force_login(mona)

    assert "Potting figs" in client.get("/moderation/").text
    page = client.get(case.get_absolute_url()).text
    assert 'value="remove"' in page
    assert "no matter for a rule" in page


def test_what_was_removed_is_unpublished_for_everybody(client, article, removed, alice, bob, erin):
    article.refresh_from_db()
    assert article.state == Article.State.DRAFT
    for person in (alice, bob, erin):
        client.force_login(person)
        assert client.get(article.get_absolute_url()).status_code == 404
        assert "Potting figs" not in client.get(f"/library/{article.space.slug}/").text
        assert not Article.objects.visible_to(person).filter(pk=article.pk).exists()


def test_its_author_is_told_keeps_the_text_and_can_appeal(
    client, article, removed, mona, now, django_user_model
):
    author = article.item.author
    letter = next(one for one in mail.outbox if author.email in one.to)
    assert "It names a customer." in letter.body
    assert "A text of yours was removed" in str([one.said for one in inbox.inbox(author).lines])
    client.force_login(author)
    page = client.get(f"/moderation/mine/{removed.pk}/").text
    assert "It names a customer." in page
    assert "appeal" in page

    appeal = moderation.appeal(author=author, case=removed, words="It does not.", now=now)
    with pytest.raises(NotAllowed):
        moderation.decide_appeal(by=mona, appeal=appeal, granted=True, now=now)
    other = django_user_model.objects.create_user(
        "max@house.example", name="Max", handle="max", role="moderator"
    )
    moderation.decide_appeal(by=other, appeal=appeal, granted=True, now=now)
    follow()

    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert client.get(article.get_absolute_url()).status_code == 200


def test_a_mistake_is_taken_back_with_the_talk_below_it(
    client, article, case, mona, bob, respect, now
):
    comment = stream.comment(author=bob, parent=article.item, body="Works for me.", now=now)
    moderation.remove(by=mona, case=case, rule=respect, reason="Rude.", now=now)
    follow()
    comment.refresh_from_db()
    assert comment.state == "removed"
    moderation.take_back(by=mona, case=case, now=now)
    follow()

    client.force_login(bob)
    page = client.get(article.get_absolute_url()).text
    assert "Potting figs" in page
    comment.refresh_from_db()
    assert comment.state == "live"


def test_removed_and_back_before_anybody_followed_changes_nothing(
    article, case, mona, respect, now
):
    moderation.remove(by=mona, case=case, rule=respect, reason="Rude.", now=now)
    moderation.take_back(by=mona, case=case, now=now)
    follow()

    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED
    assert article.item.state == "live"


def test_nobody_publishes_it_again_by_an_approved_change(
    client, article, case, alice, erin, mona, respect, now
):
    change = library.save(
        writer=alice, article=article, title="Potting figs", body="Better.", now=now
    )
    library.submit(writer=alice, proposal=change, now=now)
    moderation.remove(by=mona, case=case, rule=respect, reason="Rude.", now=now)
    follow()
    library.review(reviewer=erin, proposal=change, decision="approve", now=now)
    change.refresh_from_db()
    with pytest.raises(Unfit, match="citing a rule"):
        library.publish(by=erin, proposal=change, now=now)
    client.force_login(erin)
    assert client.get(change.get_absolute_url()).status_code in {200, 404}


def test_what_its_owner_unpublished_meanwhile_is_not_removed(
    client, article, case, erin, mona, now
):
    library.unpublish(by=erin, article=article, now=now)
    client.force_login(mona)
    form = {"decision": "remove", "rule": "respect", "reason": "Rude."}
    answer = client.post(case.get_absolute_url(), form)

    assert answer.status_code == 422
    assert "out of the library meanwhile" in answer.text
    case.refresh_from_db()
    assert case.outcome == Case.Outcome.OPEN


def test_the_public_log_counts_it_without_its_text(client, removed, bob):
    client.force_login(bob)
    page = client.get("/moderation/log/").text

    assert "Article" in page
    assert "Potting figs" not in page


def test_a_moderator_who_may_not_read_it_does_not_decide(
    client, article, case, mona, respect, gardeners, now
):
    article.item.audience = gardeners.audience
    article.item.save(update_fields=["audience"])
    Case.objects.update(is_open_to_house=False)
    client.force_login(mona)

    assert client.get(case.get_absolute_url()).status_code == 404
    with pytest.raises(NotAllowed):
        moderation.remove(by=mona, case=case, rule=respect, reason="x", now=now)
    with pytest.raises(NotAllowed):
        moderation.remove_item(by=mona, item=article.item, rule=respect, reason="x", now=now)


def test_carol_learns_nothing_of_it(client, carol, article, removed):
    client.force_login(carol)

    for address in (
        article.get_absolute_url(),
        removed.get_absolute_url(),
        f"/moderation/mine/{removed.pk}/",
    ):
        assert client.get(address).status_code == 404
