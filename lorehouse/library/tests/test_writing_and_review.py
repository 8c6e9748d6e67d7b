"""From an empty editor to a live text, and what happens when two write at once."""

import pytest

from lorehouse.items.models import Draft
from lorehouse.lib.errors import Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Proposal
from lorehouse.library.starters import STARTERS


@pytest.fixture
def as_(client):
    """The client, signed in as somebody."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def text(**fields):
    return {"title": "Potting figs", "body": "Half loam.", "tags": "figs, pots", **fields}


def test_each_type_begins_with_an_outline_of_its_own(as_, alice, space):
    chosen = as_(alice).get("/library/new/").content.decode()
    bodies = {str(one.body) for one in STARTERS.values()}

    assert set(STARTERS) == set(Article.Type.values)
    assert len(bodies) == len(STARTERS)
    for kind in STARTERS:
        assert f"type={kind}" in chosen
    page = as_(alice).get("/library/new/?type=procedure").content.decode()
    assert "## Steps" in page


def test_a_draft_is_written_handed_in_approved_and_published(as_, alice, erin, bob, space):
    answer = as_(alice).post("/library/new/", text(type="guide", space=space.slug, action="submit"))
    review = answer["Location"]
    assert review.startswith("/reviews/")
    assert as_(bob).get(review).status_code == 404

    page = as_(erin).get(review)
    assert "Approve and publish" in page.content.decode()
    decided = as_(erin).post(f"{review}decision", {"decision": "publish", "seen_version": 1})
    article = Article.objects.get()
    assert decided["Location"] == article.get_absolute_url()
    assert article.item.body == "Half loam."
    assert article.verified_by == erin
    assert as_(bob).get(article.get_absolute_url()).status_code == 200


def test_ones_own_is_not_for_oneself_to_approve(as_, erin, space):
    answer = as_(erin).post("/library/new/", text(type="guide", space=space.slug, action="submit"))
    review = answer["Location"]

    page = as_(erin).get(review).content.decode()
    assert "You wrote this, so somebody else approves it." in page
    assert "Approve and publish" not in page
    refused = as_(erin).post(f"{review}decision", {"decision": "publish", "seen_version": 1})
    assert refused.status_code == 403
    assert not Article.objects.published().exists()


def test_a_change_stays_a_proposal_until_it_is_approved(as_, article, bob, erin):
    address = article.get_absolute_url()
    as_(bob).post(f"{address}edit/", text(body="All loam.", note="Grit is dear.", action="submit"))
    proposal = Proposal.objects.get(author=bob)

    article.item.refresh_from_db()
    assert "grit" in article.item.body
    as_(erin).post(f"/reviews/{proposal.pk}/decision", {"decision": "publish", "seen_version": 1})
    article.item.refresh_from_db()
    assert article.item.body == "All loam."
    history = as_(bob).get(f"{address}history/").content.decode()
    assert "Grit is dear." in history
    assert "<mark>" in history or "difference-row" in history


def test_a_reviewer_asks_for_changes_with_a_note(as_, proposal, alice, erin):
    address = f"/reviews/{proposal.pk}/decision"
    mute = as_(erin).post(address, {"decision": "ask_changes", "seen_version": 1, "note": ""})
    assert mute.status_code == 422
    assert "Say what should change." in mute.content.decode()

    as_(erin).post(address, {"decision": "ask_changes", "seen_version": 1, "note": "Which loam?"})
    edit = as_(alice).get(f"{proposal.article.get_absolute_url()}edit/").content.decode()
    assert "Which loam?" in edit
    assert "Which loam?" in as_(alice).get(f"/reviews/{proposal.pk}/").content.decode()


def test_what_changed_while_it_was_read_is_not_approved(as_, proposal, alice, erin, now):
    library.save(writer=alice, article=proposal.article, title="Figs", body="Other.", now=now)
    library.submit(writer=alice, proposal=Proposal.objects.get(), now=now)

    stale = {"decision": "publish", "seen_version": 1}
    answer = as_(erin).post(f"/reviews/{proposal.pk}/decision", stale)
    assert answer.status_code == 409
    assert not Article.objects.published().exists()


def test_of_two_windows_neither_text_is_lost(as_, proposal, alice):
    address = f"{proposal.article.get_absolute_url()}edit/"
    as_(alice).post(address, text(body="From the first window.", saved_version=1))
    answer = as_(alice).post(address, text(body="From the second window.", saved_version=1))

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "From the first window." in html
    assert "From the second window." in html
    assert Proposal.objects.get().body == "From the first window."
    again = as_(alice).post(address, text(body="Both.", saved_version=2))
    assert again.status_code == 302


def test_an_outdated_proposal_is_shown_what_changed_and_brought_up_to_date(
    as_, article, alice, bob, erin, now
):
    for writer, body in ((alice, "All loam."), (bob, "All grit.")):
        saved = library.save(
            writer=writer, article=article, title="Potting figs", body=body, now=now
        )
        library.submit(writer=writer, proposal=saved, now=now)
    first, second = Proposal.objects.filter(state="in_review").order_by("pk")
    library.review(reviewer=erin, proposal=first, decision="approve", now=now)

    page = as_(erin).get(f"/reviews/{second.pk}/").content.decode()
    assert "The article changed after this was written." in page
    refused = as_(erin).post(
        f"/reviews/{second.pk}/decision", {"decision": "publish", "seen_version": 1}
    )
    assert refused.status_code == 409
    edit = as_(bob).get(f"{article.get_absolute_url()}edit/").content.decode()
    assert "What changed in the live text since then" in edit
    assert "All loam." in edit
    fields = text(body="Loam and grit.", base_version=2, saved_version=1, action="submit")
    as_(bob).post(f"{article.get_absolute_url()}edit/", fields)
    library.review(
        reviewer=erin, proposal=Proposal.objects.get(pk=second.pk), decision="approve", now=now
    )
    article.item.refresh_from_db()
    assert article.item.body == "Loam and grit."


def test_what_was_typed_and_not_saved_is_back_in_the_editor(as_, article, bob, now):
    Draft.objects.create(
        writer=bob, key=f"article/{article.pk}", fields={"body": "Half a thought"}, saved_at=now
    )
    address = f"{article.get_absolute_url()}edit/"

    assert "Half a thought" in as_(bob).get(address).content.decode()
    as_(bob).post(address, text(body="A whole one."))
    assert not Draft.objects.exists()


def test_a_text_without_a_title_comes_back_with_everything_typed(as_, alice, space):
    answer = as_(alice).post("/library/new/", text(title="", type="guide", space=space.slug))

    assert answer.status_code == 422
    assert "Half loam." in answer.content.decode()
    assert not Article.objects.exists()


def test_an_archived_article_is_not_published_by_an_approval(article, bob, erin, now):
    saved = library.save(writer=bob, article=article, title="Figs", body="All loam.", now=now)
    library.submit(writer=bob, proposal=saved, now=now)
    library.archive(by=erin, article=article, now=now)
    library.review(reviewer=erin, proposal=saved, decision="approve", now=now)

    with pytest.raises(Unfit, match="bring it back first"):
        library.publish(by=erin, proposal=saved, now=now)


def test_the_queue_shows_what_waits_and_what_is_ones_own(as_, proposal, alice, erin):
    assert "Waiting for you" in as_(erin).get("/reviews/").content.decode()
    own = as_(alice).get("/reviews/").content.decode()
    assert "Waiting for you" not in own
    assert "Potting figs" in own


def test_an_outsider_finds_nothing_to_review_and_writes_nowhere(as_, proposal, carol):
    assert as_(carol).get(f"/reviews/{proposal.pk}/").status_code == 404
    assert as_(carol).post(f"/reviews/{proposal.pk}/decision").status_code == 404
    assert as_(carol).post(f"/reviews/{proposal.pk}/publication").status_code == 404
    assert "Potting figs" not in as_(carol).get("/reviews/").content.decode()
    assert as_(carol).get("/library/new/").status_code == 403
