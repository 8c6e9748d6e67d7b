"""The page of an article, and what readers do there."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lorehouse.groups import actions as groups
from lorehouse.items import actions as items
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.lib import markdown
from lorehouse.library import actions as library
from lorehouse.library.reading import articles as reading
from lorehouse.library.reading import pages


@pytest.fixture
def page(client, article):
    """What somebody sees on the article's page, or under it."""

    def look(person, path="", **fields):
        client.force_login(person)
        address = f"{article.get_absolute_url()}{path}"
        return client.post(address, fields) if fields else client.get(address)

    return look


def test_the_page_says_who_keeps_it_and_until_when_it_is_true(page, article, bob):
    article.verified_until = timezone.now() + timedelta(days=9)
    article.save()
    html = page(bob).content.decode()

    assert "Potting figs" in html
    assert "Verified until" in html
    assert "Alice Amber" in html
    assert "Erin Elm" in html
    assert 'href="#h-soil"' not in html  # two headings need no contents
    assert "All members" in html


def test_an_article_nobody_has_verified_for_long_says_so(page, article, bob, now):
    article.verified_until = now
    article.save()

    assert "Review due since" in page(bob).content.decode()


def test_readers_say_whether_it_helped_and_may_change_their_mind(page, article, bob, alice):
    page(bob, "helpfulness", helpful="yes")
    page(alice, "helpfulness", helpful="yes")
    page(alice, "helpfulness", helpful="no", reason="No word on pots.")

    article.refresh_from_db()
    assert (article.helpful_yes, article.helpful_no) == (1, 1)
    assert "50 % of 2 readers said yes" in page(bob).content.decode()


def test_a_field_note_is_counted_and_shown_with_its_circumstances(page, article, bob, alice):
    page(bob, "field-notes", outcome="worked", circumstances="Balcony", body="All nine live.")
    page(alice, "field-notes", outcome="failed", circumstances="", body="Frost.")

    html = page(bob).content.decode()
    assert "Worked for 1 of 2" in html
    assert "Balcony" in html
    assert "All nine live." in html


def test_a_removed_field_note_counts_no_longer(article, bob, now):
    note = library.leave_field_note(
        author=bob, article=article, outcome="worked", body="Fine.", now=now
    )
    items.remove(remover=bob, item=note.item, now=now)
    followers.discover()
    followers.run_dry()

    article.refresh_from_db()
    assert article.worked == 0


def test_a_field_note_needs_words_and_an_outcome(page, bob):
    assert page(bob, "field-notes", outcome="worked", body=" ").status_code == 422
    assert page(bob, "field-notes", outcome="perhaps", body="Well.").status_code == 422


def test_comments_stand_behind_what_they_answer(article, alice, bob, now):
    first = comment(bob, article.item, "First.", now)
    comment(alice, article.item, "Second.", now)
    comment(alice, first, "To the first.", now)

    article.item.refresh_from_db()
    notes, shown = pages.words_below(article, bob)
    assert notes == []
    assert [markdown.words_of(one.html) for one in shown] == ["First.", "To the first.", "Second."]
    assert [one.to for one in shown] == ["", "Bob Beech", ""]


def comment(author, parent, body, now):
    return items.post(
        author=author, kind=Item.Kind.COMMENT, lane="library", parent=parent, body=body, now=now
    )


def test_neighbours_are_those_the_reader_may_see(article, alice, erin, bob, gardeners, now):
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    publish = publisher(alice, erin, article.space, now)
    child = publish("Below", parent=article)
    hidden = publish("For gardeners", audience=gardeners.audience)
    after = publish("After")

    seen = reading.neighbours(article, bob)
    assert [one.title for one in seen["below"]] == [child.item.title]
    assert [one.title for one in seen["after"]] == [hidden.item.title]
    groups.leave(person=bob, group=gardeners, now=now)
    assert [one.title for one in reading.neighbours(article, bob)["after"]] == [after.item.title]
    assert [one.title for one in reading.neighbours(child, bob)["above"]] == ["Potting figs"]


def publisher(writer, editor, space, now):
    """Drafts, approves and publishes an article."""

    def publish(title, **where):
        proposal = library.draft(
            writer=writer, space=space, title=title, body=f"{title}.", now=now, **where
        )
        library.submit(writer=writer, proposal=proposal, now=now)
        library.review(reviewer=editor, proposal=proposal, decision="approve", now=now)
        return library.publish(by=editor, proposal=proposal, now=now)

    return publish


def test_more_notes_and_comments_need_no_more_questions(
    page, article, alice, bob, now, django_assert_max_num_queries
):
    def notes(number):
        for count in range(number):
            library.leave_field_note(
                author=alice, article=article, outcome="worked", body=f"Note {count}.", now=now
            )
            comment(alice, article.item, f"Comment {count}.", now)

    notes(2)
    page(bob)
    with django_assert_max_num_queries(19) as few:  # five of them sign in
        page(bob)
    notes(12)
    with django_assert_max_num_queries(len(few)):
        page(bob)


def test_an_archived_article_is_marked_for_those_who_still_see_it(page, article, erin, alice, now):
    library.archive(by=erin, article=article, now=now)

    assert "This article is archived." in page(alice).content.decode()
    assert "This article is archived." in page(erin).content.decode()


def test_an_old_address_leads_to_where_the_article_is_now(client, page, article, alice, bob, now):
    old = article.get_absolute_url()
    moved = library.move(
        by=alice, article=article, space=article.space, parent=None, slug="figs-in-pots", now=now
    )
    client.force_login(bob)

    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == moved.get_absolute_url()


def test_outsiders_do_not_learn_that_the_article_exists(page, carol):
    for path in ("", "history/", "edit/", "owner/", "place/", "audience/"):
        assert page(carol, path).status_code == 404
    for path in ("helpfulness", "field-notes", "verification", "archive", "submission"):
        assert page(carol, path, helpful="yes").status_code == 404
