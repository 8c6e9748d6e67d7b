"""Spaces, and looking after articles: verifying, moving, handing over, who may read."""

import pytest

from lorehouse.disclosure.models import Passage
from lorehouse.groups import actions as groups
from lorehouse.lib.errors import NotAllowed, Unfit
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Space


@pytest.fixture
def as_(client):
    """The client, signed in as somebody."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


@pytest.fixture
def other_space(erin, members, now):
    """Another shelf for all members."""
    return library.open_space(opener=erin, name="Archive", audience=members, now=now)


def draft(writer, space, title, now, **where):
    return library.draft(
        writer=writer, space=space, title=title, body="…", now=now, **where
    ).article


def test_an_editor_opens_a_space_and_names_who_looks_after_it(as_, erin, bob, members):
    fields = {"name": "Travel", "audience": members.pk, "verify_every_days": 90}
    fields |= {"purpose": "Getting there.", "editors": [bob.pk]}
    answer = as_(erin).post("/library/new/space/", fields)

    space = Space.objects.get(name="Travel")
    assert answer["Location"] == space.get_absolute_url()
    assert list(space.editors.all()) == [bob]
    assert "Getting there." in as_(bob).get(space.get_absolute_url()).content.decode()


def test_only_those_who_can_read_a_space_look_after_it(erin, alice, carol, space, now):
    with pytest.raises(Unfit, match="Carol Cedar cannot read"):
        library.change_space(
            editor=erin,
            space=space,
            name="Handbook",
            purpose="",
            verify_every_days=1,
            editors=[alice, carol],
            now=now,
        )


def test_a_member_opens_no_space(as_, alice):
    assert as_(alice).get("/library/new/space/").status_code == 403


def test_the_tree_shows_what_the_reader_may_see(as_, article, alice, bob, now):
    below = draft(alice, article.space, "Pots", now, parent=article)
    address = article.space.get_absolute_url()

    assert "Pots" in as_(alice).get(address).content.decode()
    assert "Pots" not in as_(bob).get(address).content.decode()
    assert below.parent == article


def test_the_library_shows_what_is_due_to_those_who_look_after_it(as_, article, alice, bob, now):
    Article.objects.update(verified_until=now)

    assert "Due for verification" in as_(alice).get("/library/").content.decode()
    assert "Due for verification" not in as_(bob).get("/library/").content.decode()


def test_verifying_says_that_it_is_true_for_the_space_s_period(as_, article, alice):
    Article.objects.update(verified_until=None)
    as_(alice).post(f"{article.get_absolute_url()}verification")

    article.refresh_from_db()
    assert article.verified_by == alice
    assert (article.verified_until - article.verified_at).days == article.space.verify_every_days


def test_a_branch_moves_whole_and_keeps_its_order(article, other_space, alice, erin, now):
    child = draft(alice, article.space, "Pots", now, parent=article)
    grandchild = draft(alice, article.space, "Clay", now, parent=child)
    draft(alice, other_space, "Pots", now)

    library.move(by=erin, article=article, space=other_space, parent=None, position=0, now=now)
    for one in (article, child, grandchild):
        one.refresh_from_db()
        assert one.space == other_space
    assert child.slug == "pots-2"
    assert (child.parent, grandchild.parent) == (article, child)
    top = other_space.articles.filter(parent=None).order_by("position")
    assert [one.item.title for one in top] == ["Potting figs", "Pots"]


def test_nothing_stands_below_itself(article, alice, erin, now):
    child = draft(alice, article.space, "Pots", now, parent=article)

    with pytest.raises(Unfit, match="below itself"):
        library.move(by=erin, article=article, space=article.space, parent=child, now=now)


def test_an_owner_moves_within_the_space_and_not_into_others(article, other_space, alice, now):
    library.move(by=alice, article=article, space=article.space, parent=None, slug="figs", now=now)
    with pytest.raises(NotAllowed):
        library.move(by=alice, article=article, space=other_space, parent=None, now=now)


def test_an_address_of_a_page_is_no_article_s(article, alice, now):
    with pytest.raises(Unfit):
        library.move(
            by=alice, article=article, space=article.space, parent=None, slug="edit", now=now
        )


def test_it_is_handed_to_somebody_who_can_read_it(as_, article, alice, bob, carol):
    address = f"{article.get_absolute_url()}owner/"
    assert as_(alice).post(address, {"owner": "carol"}).status_code == 422
    as_(alice).post(address, {"owner": "bob"})

    article.refresh_from_db()
    assert article.owner == bob


def test_an_archived_article_comes_back_with_the_text_it_had(as_, article, erin, bob):
    address = f"{article.get_absolute_url()}archive"
    as_(erin).post(address)
    assert as_(bob).get(article.get_absolute_url()).status_code == 404

    as_(erin).post(address, {"action": "restore"})
    assert as_(bob).get(article.get_absolute_url()).status_code == 200
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_the_gate_says_what_it_found_and_takes_a_reason(as_, article, erin, public, bob, now):
    saved = library.save(
        writer=bob, article=article, title="Figs", body="Ask fig@house.example.", now=now
    )
    library.submit(writer=bob, proposal=saved, now=now)
    library.review(reviewer=erin, proposal=saved, decision="approve", now=now)
    address = f"{article.get_absolute_url()}audience/"

    held = as_(erin).post(address, {"audience": public.pk})
    assert held.status_code == 422
    assert "Somebody’s" in held.content.decode() or "e-mail address" in held.content.decode()
    assert "fig@house.example" in held.content.decode()
    article.item.refresh_from_db()
    assert article.item.audience != public
    assert not Passage.objects.get().passed

    as_(erin).post(address, {"audience": public.pk, "reason": "It is our public address."})
    article.item.refresh_from_db()
    assert article.item.audience == public
    assert Passage.objects.filter(passed=True, reason="It is our public address.").exists()


def test_what_must_not_pass_does_not_pass_with_a_reason(as_, article, erin, public, bob, now):
    saved = library.save(
        writer=bob, article=article, title="Figs", body="Card 4111 1111 1111 1111", now=now
    )
    library.submit(writer=bob, proposal=saved, now=now)
    answer = as_(erin).post(
        f"{article.get_absolute_url()}audience/", {"audience": public.pk, "reason": "Please."}
    )

    assert "This must not be shown to them." in answer.content.decode()
    article.item.refresh_from_db()
    assert article.item.audience != public


def test_an_article_does_not_start_wider_than_its_space(alice, space, public, now):
    with pytest.raises(NotAllowed):
        draft(alice, space, "For all", now, audience=public)


def test_members_change_nobody_s_audience(as_, article, alice):
    assert as_(alice).get(f"{article.get_absolute_url()}audience/").status_code == 403


def test_outsiders_see_no_space_and_nothing_in_it(as_, article, carol, alice, gardeners, now):
    page = as_(carol).get("/library/")
    assert page.status_code == 200
    assert "Handbook" not in page.content.decode()
    assert as_(carol).get(article.space.get_absolute_url()).status_code == 404
    assert as_(carol).get(f"{article.space.get_absolute_url()}edit/").status_code == 404
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)
    assert as_(carol).get("/library/new/space/").status_code == 403
