"""From a question to a reviewed article that knows where it came from."""

import pytest

from lorehouse.bridge import actions as bridge
from lorehouse.bridge import reading
from lorehouse.items.models import Item
from lorehouse.ledger import followers
from lorehouse.lib import markdown
from lorehouse.lib.errors import NotAllowed
from lorehouse.library import actions as library
from lorehouse.library.models import Article


@pytest.fixture
def distilled(alice, question, answer, space, now):
    """Alice's draft made of the second paragraph of Bob's answer."""
    second = markdown.blocks(answer.body)[1]
    return bridge.distil(
        editor=alice,
        thread=question,
        blocks=[(answer.pk, second.key)],
        space=space,
        title="Watering figs",
        now=now,
    )


def test_a_distilled_draft_holds_the_passage_and_where_it_came_from(distilled, answer):
    assert distilled.body == "Water them daily in July, never in winter."
    provenance = distilled.article.provenance.get()
    assert provenance.source == answer
    assert provenance.block == markdown.blocks(distilled.body)[0].key


def test_a_distilled_article_starts_with_the_narrower_audience(distilled, gardeners):
    assert distilled.article.item.audience == gardeners.audience


def test_published_the_thread_knows_what_it_became(
    distilled, alice, bob, erin, gardeners, question, now
):
    from lorehouse.groups import actions as groups

    groups.invite(inviter=alice, group=gardeners, person=erin, now=now)
    groups.join(person=erin, group=gardeners, now=now)
    library.submit(writer=alice, proposal=distilled, now=now)
    library.review(reviewer=erin, proposal=distilled, decision="approve", now=now)
    article = library.publish(by=erin, proposal=distilled, now=now)

    assert reading.became(question, bob) == [article]
    assert reading.grew_from(article, bob).credit == (bob,)
    assert article.item.html.startswith("<p")


def test_provenance_finds_its_paragraph_after_a_rewrite(distilled, alice, now):
    followers.discover()
    library.save(
        writer=alice,
        article=distilled.article,
        title="Watering figs",
        now=now,
        body="Some words first.\n\nWater figs daily in July and never in winter, please.",
    )
    followers.run_dry()

    second = markdown.blocks(distilled.article.proposals.get().body)[1]
    assert distilled.article.provenance.get().block == second.key


def test_nobody_approves_their_own(distilled, alice, now):
    alice.role = "editor"
    alice.save()
    library.submit(writer=alice, proposal=distilled, now=now)

    with pytest.raises(NotAllowed):
        library.review(reviewer=alice, proposal=distilled, decision="approve", now=now)


def test_outsiders_see_nothing_of_it(distilled, carol, question):
    assert not Article.objects.visible_to(carol).exists()
    assert not Item.objects.visible_to(carol).exists()
    assert reading.became(question, carol) == []
