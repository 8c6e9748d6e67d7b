"""The pages for distilling, asking about an article, and following it back."""

import pytest

from lorehouse.bridge import distilling, reading, talk
from lorehouse.bridge.actions import starting_audience
from lorehouse.groups import actions as groups
from lorehouse.groups.widths import is_within
from lorehouse.items.models import Item, Link
from lorehouse.lib import markdown
from lorehouse.lib.errors import NotAllowed
from lorehouse.library import actions as library
from lorehouse.library.models import Article, Proposal


@pytest.fixture
def as_(client):
    """The client, signed in as somebody."""

    def sign_in(person):
        client.force_login(person)
        return client

    return sign_in


def passages(item):
    return [f"{item.pk}:{block.key}" for block in markdown.blocks(item.body)]


@pytest.fixture
def distil(as_, question):
    """Sends the form of the distil page."""

    def send(person, chosen, **fields):
        return as_(person).post(f"/items/{question.pk}/distil/", {"passage": chosen, **fields})

    return send


def test_passages_are_chosen_and_the_editor_opens_beside_them(as_, distil, alice, answer, space):
    page = as_(alice).get(f"/items/{answer.pk}/distil/", follow=True).content.decode()
    for value in passages(answer):
        assert f'value="{value}"' in page

    made = distil(alice, passages(answer), title="Watering figs", type="guide", space=space.slug)
    editor = as_(alice).get(made["Location"]).content.decode()
    assert "Half loam, half grit." in editor
    assert "Made from" in editor
    assert "Bob Beech" in editor


def test_the_space_says_whom_it_would_be_for(question, alice, space, gardeners, public, erin, now):
    library.open_space(opener=erin, name="Help", audience=public, now=now)

    shelves = distilling.shelves(question, alice)
    assert {one.space.name for one in shelves} == {"Handbook", "Help"}
    assert {one.audience for one in shelves} == {gardeners.audience}
    assert all(is_within(one.audience, question.audience) for one in shelves)


def test_what_members_said_does_not_go_to_a_group_with_guests(
    alice, carol, gardeners, members, now
):
    assert starting_audience(members, gardeners.audience) == gardeners.audience
    groups.invite(inviter=alice, group=gardeners, person=carol, now=now)
    groups.join(person=carol, group=gardeners, now=now)
    with pytest.raises(NotAllowed, match="different circles"):
        starting_audience(members, gardeners.audience)


def test_more_passages_go_into_an_open_draft(distil, alice, answer, question, space):
    first, second = passages(answer)
    distil(alice, [first], title="Soil", type="guide", space=space.slug)
    draft = Proposal.objects.get()

    distil(alice, [second], into=draft.pk)
    draft.refresh_from_db()
    assert draft.body.endswith("Water them daily in July, never in winter.")
    assert draft.article.provenance.count() == 2


def test_a_form_without_passages_says_so_and_keeps_the_rest(distil, alice, answer, space):
    answer_ = distil(alice, [], title="My title", type="guide", space=space.slug)

    assert answer_.status_code == 422
    assert "Choose at least one passage." in answer_.content.decode()
    assert "My title" in answer_.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize("strange", ["x", "1:", "9" * 30 + ":a", "0:0"])
def test_a_passage_that_is_none_is_one_sentence(distil, alice, answer, space, strange):
    refused = distil(alice, [strange], title="T", type="guide", space=space.slug)

    assert refused.status_code == 422
    assert not Article.objects.exists()


@pytest.fixture
def grown(distil, alice, erin, answer, space, gardeners, now):
    """An article distilled from Bob's answer to Alice, live among the gardeners."""
    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    distil(alice, passages(answer), title="Watering figs", type="guide", space=space.slug)
    proposal = Proposal.objects.get()
    library.submit(writer=alice, proposal=proposal, now=now)
    library.review(reviewer=erin, proposal=proposal, decision="approve", now=now)
    return library.publish(by=erin, proposal=proposal, now=now)


def test_a_paragraph_opens_what_it_came_from_without_script(as_, grown, bob, answer, question):
    html = as_(bob).get(grown.get_absolute_url()).content.decode()

    assert html.count('<details class="grew">') == 2
    assert f'href="/items/{answer.pk}/"' in html
    assert "Grew from" in html
    assert html.index('class="grew"') < html.index("Half loam, half grit.</p>")


def test_the_conversation_says_what_it_became_and_that_it_changed(
    as_, grown, bob, erin, alice, question, now
):
    saved = library.save(writer=bob, article=grown, title="Watering figs", body="Daily.", now=now)
    library.submit(writer=bob, proposal=saved, now=now)
    library.review(reviewer=erin, proposal=saved, decision="approve", now=now)

    html = as_(alice).get(f"/items/{question.pk}/", follow=True).content.decode()
    assert "This became" in html
    assert "version 2" in html


def test_provenance_is_told_paragraph_by_paragraph(as_, grown, bob):
    html = as_(bob).get(f"/articles/{grown.pk}/provenance/").content.decode()

    assert "Water them daily in July, never in winter." in html
    assert "Bob Beech" in html


def test_a_hidden_conversation_is_counted_and_not_named(as_, grown, erin, members, mona, now):
    library.show_to(by=erin, article=grown, audience=members, now=now)

    html = as_(mona).get(grown.get_absolute_url()).content.decode()
    assert "1 conversation you may not see" in html
    assert "Which soil for figs?" not in html
    assert "grew-card" not in html
    assert reading.grew_from(grown, mona).credit == ()


def test_a_question_about_an_article_is_listed_below_it(as_, article, bob, members):
    asked = as_(bob).post(
        f"/articles/{article.pk}/questions/",
        {"title": "What about peat?", "body": "", "audience": members.pk},
    )

    question = Item.objects.get(kind="question")
    assert asked["Location"].startswith(f"/stream/{question.pk}/")
    assert Link.objects.filter(kind="discusses", source=question, target=article.item).exists()
    page = as_(bob).get(article.get_absolute_url()).content.decode()
    assert "What about peat?" in page
    assert [one.way for one in talk.about(article, bob)] == ["discusses"]


def test_outsiders_can_neither_distil_nor_follow_back(as_, distil, grown, question, carol, space):
    assert distil(carol, [], space=space.slug).status_code == 404
    assert as_(carol).get(f"/articles/{grown.pk}/provenance/").status_code == 404
    assert as_(carol).get(f"/articles/{grown.pk}/questions/").status_code == 404
